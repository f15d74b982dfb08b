import { CutoverError, type Finding } from '../../../lib/findings';
import { fields, type Shape } from '../../shared/shape';
import { finding } from '../findings';
import type { FlaggerEmitOptions, FlaggerSettings } from '../settings';
import { OPTIONS } from './options';
import { SETTINGS } from './settings';

export { CANARY_PROPS, settingsIn } from './canary-props';
export { OPTIONS } from './options';
export { SETTINGS } from './settings';

/** What is wrong with the form of a value. */
export const formFindings = (shape: Shape, value: unknown): readonly Finding[] =>
  shape.problems(value, '').map(({ path, message, ...detail }) => finding('flagger-setting', path, message, detail));

const settings = fields<FlaggerSettings>(SETTINGS);
const options = fields<FlaggerEmitOptions>(OPTIONS);

/** @throws CutoverError with every setting that is not one of Flagger's target, or has another form. */
export const checkSettings = (value: FlaggerSettings): void =>
  CutoverError.throwIfAny('The settings of Flagger', formFindings(settings, value));

/** @throws CutoverError with every option of the emitter that is none, or has another form. */
export const checkOptions = (value: FlaggerEmitOptions): void =>
  CutoverError.throwIfAny('The emitter of Flagger', formFindings(options, value));
