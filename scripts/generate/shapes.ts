import { join } from 'node:path';
import ts from 'typescript';
import type { JsonSchema, Shapes } from '../../lib/strategy/schema/json-schema';
import { meaningOf } from './meaning';

/** The members by which a live object is known: few, so that another version of its library may have others. */
const MOST_MEMBERS = 8;

/** What every construct has says nothing about which one it is. */
const COMMON = new Set(['node', 'stack', 'env', 'applyRemovalPolicy', 'toString', 'with', 'metadata', 'constructor']);

const LENGTHS = ['Duration', 'Latency', 'Time', 'Percent'];

const has = (type: ts.Type, flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Reads types as JSON Schema: what is data becomes fields, and what is alive is known by its members. */
class Reader {
  readonly definitions: Record<string, JsonSchema> = {};
  readonly #names = new Map<ts.Type, string>();

  readonly #program: ts.Program;
  readonly #root: string;
  readonly checker: ts.TypeChecker;

  constructor(program: ts.Program, root: string) {
    this.#program = program;
    this.#root = root;
    this.checker = program.getTypeChecker();
  }

  schemaOf(asked: ts.Type, field?: ts.Symbol): JsonSchema {
    const isParameter = has(asked, ts.TypeFlags.TypeParameter);
    const type = isParameter ? (this.checker.getBaseConstraintOfType(asked) ?? asked) : asked;
    const wanted = this.#written(field);
    if (wanted !== undefined) return wanted;
    const members = (type.isUnion() ? type.types : [type]).filter(
      (one) => !has(one, ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never),
    );
    const known = members.filter((one) => !this.#isLate(one));
    const read = this.#union(known, type);
    return known.length < members.length ? { ...read, late: true } : read;
  }

  /** The leaf that a field's declaration names: the types behind it do not say it any more. */
  #written(field: ts.Symbol | undefined): JsonSchema | undefined {
    const node = field?.valueDeclaration;
    const type = node !== undefined && ts.isPropertySignature(node) ? node.type : undefined;
    if (type === undefined || !ts.isTypeReferenceNode(type) || !this.#isOurs(field)) return undefined;
    const name = type.typeName.getText();
    if (!LENGTHS.includes(name)) return undefined;
    const named = this.checker.getSymbolAtLocation(type.typeName);
    const isImported = named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0;
    const declared = isImported ? this.checker.getAliasedSymbol(named) : named;
    return this.#isOurs(declared) ? { $ref: `#/definitions/${name}` } : undefined;
  }

  #isOurs(symbol: ts.Symbol | undefined): boolean {
    return symbol?.declarations !== undefined && !this.#isForeign(symbol);
  }

  #isLate(type: ts.Type): boolean {
    const names = (type.isIntersection() ? type.types : [type]).map((one) => one.symbol?.name);
    return names.includes('Promise') || names.includes('OutputInstance');
  }

  #union(members: readonly ts.Type[], whole: ts.Type): JsonSchema {
    if (members.length > 0 && members.every((one) => this.#isStrategy(one))) return { $ref: '#/definitions/Strategy' };
    if (members.some((one) => one.symbol?.name === 'DurationLike' || this.#isDuration(one))) {
      return this.#length(members, whole);
    }
    const literals = members.filter((one) => one.isStringLiteral());
    const booleans = members.filter((one) => has(one, ts.TypeFlags.BooleanLiteral));
    const others = members.filter((one) => !literals.includes(one as never) && !booleans.includes(one));
    const isForeign = literals.some((one) => has(one, ts.TypeFlags.EnumLiteral) && this.#isGrowing(one.symbol));
    const values = literals.map((one) => (one as ts.StringLiteralType).value);
    const texts = isForeign ? [{ type: 'string' }] : [values.length === 1 ? { const: values[0] } : { enum: values }];
    const truth =
      booleans.length === 1
        ? { const: this.checker.typeToString(booleans[0] as ts.Type) === 'true' }
        : { type: 'boolean' };
    const all: JsonSchema[] = [
      ...(literals.length > 0 ? texts : []),
      ...(booleans.length > 0 ? [truth] : []),
      ...this.#distinct(others.map((one) => this.#one(one))),
    ];
    return all.length === 1 ? (all[0] as JsonSchema) : all.length === 0 ? { anything: true } : { anyOf: all };
  }

  #distinct(schemas: readonly JsonSchema[]): JsonSchema[] {
    return [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()];
  }

  #isStrategy(type: ts.Type): boolean {
    const file = type.symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
    return file.endsWith('lib/strategy/types.ts') && type.getProperty('onFailure') !== undefined;
  }

  /** A Duration with nothing but its length: that of a strategy, also where its fields were mapped. */
  #isDuration(type: ts.Type): boolean {
    const names = type.getProperties().map(({ name }) => name);
    return names.includes('toSeconds') && names.every((name) => name === 'toSeconds' || name === 'toMilliseconds');
  }

  #length(members: readonly ts.Type[], whole: ts.Type): JsonSchema {
    const text = this.checker.typeToString(
      whole,
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias,
    );
    const isMilli = members.some((one) => this.checker.typeToString(one).includes('}ms'));
    const isDays = members.some((one) => this.checker.typeToString(one).includes('}d'));
    const name = isMilli || text.includes('}ms') ? (isDays ? 'Time' : 'Latency') : 'Duration';
    const rest = members.filter((one) => has(one, ts.TypeFlags.BooleanLiteral | ts.TypeFlags.Number));
    const ref = { $ref: `#/definitions/${name}` };
    return rest.length === 0
      ? ref
      : { anyOf: [ref, ...(this.#union(rest, whole).anyOf ?? [this.#union(rest, whole)])] };
  }

  #one(type: ts.Type): JsonSchema {
    if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return { anything: true };
    if (has(type, ts.TypeFlags.Null)) return { const: null };
    if (has(type, ts.TypeFlags.TemplateLiteral)) return this.#template(type as ts.TemplateLiteralType);
    if (has(type, ts.TypeFlags.StringLike)) return { type: 'string' };
    if (has(type, ts.TypeFlags.NumberLike)) return { type: 'number' };
    if (has(type, ts.TypeFlags.BooleanLike)) return { type: 'boolean' };
    if (type.getCallSignatures().length > 0) return { live: 'a function', members: [] };
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item === undefined ? { anything: true } : this.schemaOf(item) };
    }
    return this.#object(type);
  }

  #template({ texts, types }: ts.TemplateLiteralType): JsonSchema {
    const written = (hole: (of: ts.Type | undefined) => string, text = (part: string) => part): string =>
      texts.map((part, at) => text(part) + (types[at] === undefined ? '' : hole(types[at]))).join('');
    const isNumber = (of: ts.Type | undefined): boolean => of !== undefined && has(of, ts.TypeFlags.Number);
    return {
      type: 'string',
      pattern: `^${written((of) => (isNumber(of) ? '-?\\d+(\\.\\d+)?' : '.*'), escaped)}$`,
      description: `Text: \`${written((of) => (isNumber(of) ? '30' : '…'))}\`.`,
    };
  }

  #object(type: ts.Type): JsonSchema {
    if (this.#isLive(type)) return this.#live(type);
    const index = this.checker.getIndexInfosOfType(type).find(({ keyType }) => has(keyType, ts.TypeFlags.String));
    const properties = this.checker.getPropertiesOfType(type);
    if (properties.length === 0) {
      return index === undefined
        ? { anything: true }
        : { type: 'object', additionalProperties: this.schemaOf(index.type) };
    }
    const known = this.#names.get(type);
    if (known !== undefined) return { $ref: `#/definitions/${known}` };
    const name = this.#nameFor(type);
    this.#names.set(type, name);
    this.definitions[name] = {};
    const isClosed = this.#isClosed(properties) && index === undefined;
    this.definitions[name] = {
      type: 'object',
      ...(!isClosed && { additionalProperties: true }),
      properties: Object.fromEntries(properties.flatMap((one) => this.#field(one))),
      required: properties.filter((one) => !this.#isOptional(one)).map((one) => one.name),
    };
    return { $ref: `#/definitions/${name}` };
  }

  /** What is given to a construct of ours is ours to refuse; what a library takes may have more fields in its next version. */
  #isClosed(fields: readonly ts.Symbol[]): boolean {
    return fields.some(({ name }) => name === 'strategy') || fields.every((one) => !this.#isForeign(one));
  }

  #isForeign(symbol: ts.Symbol): boolean {
    return symbol.declarations?.[0]?.getSourceFile().fileName.includes('/node_modules/') ?? false;
  }

  /** An enumeration of a library that gets more values in its next version. */
  #isGrowing(symbol: ts.Symbol | undefined): boolean {
    return symbol?.declarations?.[0]?.getSourceFile().fileName.includes('aws-cdk-lib') ?? false;
  }

  #isOptional(field: ts.Symbol): boolean {
    if ((field.flags & ts.SymbolFlags.Optional) !== 0) return true;
    const type = this.checker.getTypeOfSymbol(field);
    return has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Undefined);
  }

  #field(field: ts.Symbol): Array<[string, JsonSchema]> {
    const type = this.checker.getTypeOfSymbol(field);
    if (field.name.startsWith('__')) return [];
    // Who declares a field that nobody can write says himself why.
    if (has(this.checker.getNonNullableType(type), ts.TypeFlags.Never)) return [[field.name, { anything: true }]];
    const read = this.schemaOf(type, field);
    const schema = { ...read, ...meaningOf(field, read) };
    if (!this.#isOurs(field)) return [[field.name, schema]];
    const tags = field.getJsDocTags(this.checker);
    const isSaid = !this.#isOptional(field) || tags.some(({ name }) => name === 'pattern');
    const description = isSaid && ts.displayPartsToString(field.getDocumentationComment(this.checker)).split('\n')[0];
    const limits = Object.fromEntries(
      tags.flatMap(({ name, text }): Array<[string, string | number]> => {
        const value = ts.displayPartsToString(text).trim();
        if (name === 'pattern') return [[name, value]];
        if (name === 'format') return [[name, value]];
        if (name === 'asType') return [['type', value]];
        return /^(exclusiveM|m)(in|ax)/.test(name) ? [[name, Number(value)]] : [];
      }),
    );
    const limited = { ...schema, ...limits };
    // Of a number or a percentage the bounds are the number's.
    const parts = schema.anyOf?.map((one) => (one.type === 'number' ? { ...one, ...limits } : one));
    return [[field.name, { ...(parts ? { ...schema, anyOf: parts } : limited), ...(description && { description }) }]];
  }

  /** What has methods, or is a construct, is no data. */
  #isLive(type: ts.Type): boolean {
    const symbol = type.symbol;
    if (symbol === undefined || type.isIntersection()) return false;
    if ((symbol.flags & ts.SymbolFlags.Class) !== 0) return true;
    if ((symbol.flags & ts.SymbolFlags.Interface) === 0) return false;
    const properties = this.checker.getPropertiesOfType(type);
    if (properties.some(({ name }) => name === 'node')) return true;
    return properties.some(({ flags }) => (flags & ts.SymbolFlags.Method) !== 0);
  }

  #live(type: ts.Type): JsonSchema {
    const isPublic = ({ declarations }: ts.Symbol): boolean =>
      !(declarations ?? []).some(
        (one) => (ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0,
      );
    const all = this.checker
      .getPropertiesOfType(type)
      .filter((one) => isPublic(one) && (one.flags & ts.SymbolFlags.Optional) === 0 && !one.name.startsWith('_'))
      .map(({ name }) => name);
    const own = all.filter((name) => !COMMON.has(name) && !name.startsWith('#') && !name.startsWith('grant'));
    const file = type.symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
    const from = /node_modules\/((?:@[^/]+\/)?[^/]+(?:\/aws-[^/]+)?)/.exec(file)?.[1];
    return {
      live: `\`${type.symbol.name}\`${from === undefined ? '' : ` of ${from}`}`,
      members: own.length > 0 ? own.slice(0, MOST_MEMBERS) : all.filter((name) => name === 'node'),
    };
  }

  #nameFor(type: ts.Type): string {
    const said = type.aliasSymbol?.name ?? type.symbol?.name ?? 'Fields';
    const base = said.startsWith('__') ? 'Fields' : said;
    let name = base;
    for (let at = 2; name in this.definitions; at += 1) name = `${base}${at}`;
    return name;
  }

  /** The types that a module exports and whose name fits. */
  readModule(file: string, wanted: RegExp): void {
    const source = this.#program.getSourceFile(join(this.#root, file));
    const module = source && this.checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} is no module`);
    for (const exported of this.checker.getExportsOfModule(module)) {
      if (!wanted.test(exported.name)) continue;
      const symbol = (exported.flags & ts.SymbolFlags.Alias) !== 0 ? this.checker.getAliasedSymbol(exported) : exported;
      if ((symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) === 0) continue;
      const schema = this.schemaOf(this.checker.getDeclaredTypeOfSymbol(symbol));
      if (schema.$ref !== `#/definitions/${exported.name}`) this.definitions[exported.name] = schema;
    }
  }
}

/** The modules of one generated file, and the names of the types that are read from them. */
export interface Source {
  readonly files: readonly string[];
  readonly wanted: RegExp;
}

let program: ts.Program | undefined;

function programOf(root: string): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const entries = ['lib', 'lib/testing', 'constructs-aws', 'constructs-k8s', 'constructs-k8s/pulumi'];
  return ts.createProgram(
    entries.map((folder) => join(root, folder, 'index.ts')),
    options,
  );
}

/** The shapes of what people give to constructs and functions, made from their types and comments. */
export function shapesOf(root: string, { files, wanted }: Source): Shapes {
  program ??= programOf(root);
  const reader = new Reader(program, root);
  for (const file of files) reader.readModule(file, wanted);
  return reader.definitions;
}
