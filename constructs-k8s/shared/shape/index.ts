export { byKind, type Fields, type FieldsShape, fields, listOf, recordOf, required, textOr } from './fields';
export { anything, duration, flag, number, quoted, text, url, whole, word } from './leaf';
export { isRecord, type Problem, type Shape, unfit } from './shape';
