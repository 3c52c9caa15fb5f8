import { describe, expect, test } from 'vitest';
import { href } from '../../src/ui/href.ts';

describe('an address within the book', () => {
  test.each([
    ['/', '/', '/'],
    ['/contents/', '/', '/contents/'],
    ['/', '/courses/es', '/courses/es/'],
    ['/contents/', '/courses/es', '/courses/es/contents/'],
    ['/contents/', '/courses/es/', '/courses/es/contents/'],
    ['/lessons/replay/?a=b#rule', '/es/', '/es/lessons/replay/?a=b#rule'],
  ])('of %s below %s is %s', (path, base, expected) => {
    expect(href(path, base)).toBe(expected);
  });

  test.each(['contents/', '', './contents/', '//elsewhere.example/', 'https://elsewhere.example/', '#main'])(
    'is refused for %s, which is no path from the root of the book',
    (path) => {
      expect(() => href(path, '/')).toThrow('expected a path of this site');
    },
  );
});
