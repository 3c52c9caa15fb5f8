import { requireFunction, requireObject } from '../guards.ts';

/** @throws InvalidInputError for anything but an object that has these methods */
export function requirePort<T extends object>(
  port: T,
  methods: readonly (keyof T & string)[],
  where: string,
): T {
  requireObject(port, where);
  for (const method of methods) requireFunction(port[method] as () => unknown, `${where}.${method}`);
  return port;
}
