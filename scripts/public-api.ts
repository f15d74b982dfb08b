import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A symbol that users can import, or a member of one. */
export interface PublicSymbol {
  /** `cutover/k8s: GatewayCanaryRouting.phase`. */
  readonly name: string;
  readonly file: string;
  readonly doc: string;
  readonly isOptional: boolean;
}

/** The entries of the package, as package.json has them. */
const ENTRIES = {
  cutover: 'lib/index.ts',
  'cutover/aws': 'constructs-aws/index.ts',
  'cutover/k8s': 'constructs-k8s/index.ts',
  'cutover/pulumi': 'constructs-k8s/pulumi/index.ts',
  'cutover/testing': 'lib/testing/index.ts',
} as const;

/** A program of our files alone: what the frameworks say is not asked for, and takes seconds to read. */
function programOf(root: string): ts.Program {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, noLib: true, types: [] };
  const host = ts.createCompilerHost(options);
  const fileOf = (from: string, module: string) =>
    [`${join(dirname(from), module)}.ts`, join(dirname(from), module, 'index.ts')].find(ts.sys.fileExists);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const resolvedFileName = text.startsWith('.') ? fileOf(from, text) : undefined;
      return { resolvedModule: resolvedFileName && { resolvedFileName, extension: '.ts', isExternalLibraryImport: false } };
    }) as ts.ResolvedModuleWithFailedLookupLocations[];
  return ts.createProgram(
    Object.values(ENTRIES).map((file) => join(root, file)),
    options,
    host,
  );
}

const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join('\n');

function membersOf(declaration: ts.Declaration): readonly ts.Node[] {
  if (ts.isClassDeclaration(declaration)) {
    return declaration.members.filter(
      (member) =>
        !ts.isConstructorDeclaration(member) &&
        !(ts.getCombinedModifierFlags(member as ts.Declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)),
    );
  }
  if (ts.isInterfaceDeclaration(declaration)) return declaration.members;
  return [];
}

/** Everything that a user can import, and its members. */
export function publicSymbols(root: string): PublicSymbol[] {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  return Object.entries(ENTRIES).flatMap(([entry, file]) => {
    const source = program.getSourceFile(join(root, file)) as ts.SourceFile;
    const module = checker.getSymbolAtLocation(source) as ts.Symbol;
    return checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const declarations = symbol.declarations ?? [];
      const where = (node: ts.Node) => node.getSourceFile().fileName.slice(root.length + 1);
      const own = {
        name: `${entry}: ${exported.name}`,
        file: declarations[0] ? where(declarations[0]) : '',
        doc: declarations.map(docOf).join('\n').trim(),
        isOptional: false,
      };
      const members = declarations.flatMap(membersOf).map((member) => ({
        name: `${entry}: ${exported.name}.${(member as ts.NamedDeclaration).name?.getText() ?? '[…]'}`,
        file: where(member),
        doc: docOf(member),
        isOptional: (member as ts.PropertySignature).questionToken !== undefined,
      }));
      return [own, ...members];
    });
  });
}
