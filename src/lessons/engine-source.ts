import ts from 'typescript';

/** A lesson asked for lines of the engine that are not there: they moved, or were renamed. */
export class EngineSourceError extends Error {
  constructor(file: string, name: string, problem: string) {
    super(`<EngineCode file="${file}" name="${name}" />: ${problem}`);
    this.name = 'EngineSourceError';
  }
}

/**
 * The source of one exported declaration of the engine, without the comment above it and with the one behind it.
 *
 * @param sources the text of each file, by its path within `engine/`
 * @param among `all` also finds what the file keeps to itself, such as a faulty part that nothing may import
 * @throws EngineSourceError when there is no such file, or it exports (or declares) nothing of that name
 */
export function engineSource(
  sources: ReadonlyMap<string, string>,
  file: string,
  name: string,
  among: 'exported' | 'all' = 'exported',
): string {
  const text = sources.get(file);
  if (text === undefined) throw new EngineSourceError(file, name, `there is no file engine/${file}.`);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const candidates = among === 'all' ? [...source.statements] : source.statements.filter(isExported);
  const found = candidates.filter((statement) => namesOf(statement).includes(name));
  if (found.length === 0) {
    const verb = among === 'all' ? 'declare' : 'export';
    const known = candidates.flatMap(namesOf).join(', ') || 'nothing';
    throw new EngineSourceError(file, name, `engine/${file} ${verb}s no "${name}". It ${verb}s ${known}.`);
  }
  return found.map((statement) => withRemark(statement, text, source)).join('\n\n');
}

/** A statement, with the comment that stands behind it on its last line. */
function withRemark(statement: ts.Statement, text: string, source: ts.SourceFile): string {
  const remark = ts.getTrailingCommentRanges(text, statement.end)?.at(-1);
  return text.slice(statement.getStart(source), remark?.end ?? statement.end);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

/**
 * The code with what is far from certain lines left out: the first and the last line stay, and those within `around`
 * lines of one that holds a part. Where more than one line is left out, an ellipsis stands for them.
 *
 * @param parts of lines, e.g. `store.save(`; where no line holds one, all of them stay
 */
export function excerpt(code: string, parts: readonly string[], around: number): string {
  const lines = code.split('\n');
  const marked = lines.flatMap((line, i) => (parts.some((part) => line.includes(part)) ? [i] : []));
  if (marked.length === 0) return code;
  const isKept = (i: number): boolean =>
    i === 0 || i === lines.length - 1 || marked.some((at) => Math.abs(at - i) <= around);
  return lines
    .flatMap((line, i) => {
      if (isKept(i) || (isKept(i - 1) && isKept(i + 1))) return [line];
      return isKept(i - 1) ? [`${/^\s*/.exec(line)?.[0] ?? ''}…`] : [];
    })
    .join('\n');
}
