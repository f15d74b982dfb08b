import { STRATEGY_SCHEMA } from '../../lib/strategy/schema/generated';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { printJson } from '../report';

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'Prints the JSON Schema of a strategy, from which an editor completes.',
  operands: [],
  options: { json: { ...JSON_OPTION, about: 'The same: a JSON Schema is JSON.' } },
  details: 'Example: cutover schema > strategy.schema.json',
  async run(_, io) {
    printJson(io, STRATEGY_SCHEMA);
    return EXIT.fine;
  },
};
