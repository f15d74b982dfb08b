import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** A symbol that users can import, or a public member of one. */
export interface PublicSymbol {
  /** `cutover/k8s: GatewayCanaryRouting.phase`. */
  readonly name: string;
  /** `GatewayCanaryRouting`. */
  readonly owner: string;
  /** `phase`; undefined for the symbol itself. */
  readonly member: string | undefined;
  readonly file: string;
  readonly doc: string;
  readonly isMethod: boolean;
  /** Whether it is there to be refused: `readonly split?: never`. */
  readonly isNever: boolean;
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
      return {
        resolvedModule: resolvedFileName && { resolvedFileName, extension: '.ts', isExternalLibraryImport: false },
      };
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

const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;

function membersOf(declaration: ts.Declaration): readonly (ts.ClassElement | ts.TypeElement)[] {
  if (ts.isInterfaceDeclaration(declaration)) return declaration.members;
  if (!ts.isClassDeclaration(declaration)) return [];
  return declaration.members.filter(
    (member) =>
      member.name !== undefined &&
      !ts.isPrivateIdentifier(member.name) &&
      (ts.getCombinedModifierFlags(member) & HIDDEN) === 0,
  );
}

const isNever = (node: ts.Node): boolean =>
  ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.NeverKeyword;

/** Everything that a user can import, and its public members. */
export function publicSymbols(root: string): PublicSymbol[] {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  const fileOf = (node: ts.Node) => relative(root, node.getSourceFile().fileName);
  return Object.entries(ENTRIES).flatMap(([entry, file]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file)) as ts.SourceFile) as ts.Symbol;
    return checker.getExportsOfModule(module).flatMap((exported): PublicSymbol[] => {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const { declarations = [] } = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const owner = exported.name;
      const [declared] = declarations;
      if (declared === undefined) return [];
      const symbol = {
        name: `${entry}: ${owner}`,
        owner,
        member: undefined,
        file: fileOf(declared),
        doc: declarations.map(docOf).join(''),
        isMethod: false,
        isNever: false,
      };
      const members = declarations.flatMap(membersOf).map((node) => {
        const member = node.name?.getText() ?? '[…]';
        return {
          name: `${entry}: ${owner}.${member}`,
          owner,
          member,
          file: fileOf(node),
          doc: docOf(node),
          isMethod: ts.isMethodDeclaration(node),
          isNever: isNever(node),
        };
      });
      return [symbol, ...members];
    });
  });
}
