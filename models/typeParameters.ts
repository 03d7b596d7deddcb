/** What a model says of one type. Apart from model.ts, whose schemas bring zod along: the pages score without it. */
import type { ModelDefinition, TypeParameters } from './model.ts';

/** A type that has come into the codebook after the model was published counts for nothing under it. */
const WEIGHS_NOTHING: TypeParameters = { weight: 0, holdDays: 0, halfLifeDays: 1 };

/** The parameters of a type. One that the model does not name weighs nothing. */
export const typeParametersOf = ({ types }: Pick<ModelDefinition, 'types'>, type: string): TypeParameters =>
  Object.hasOwn(types, type) ? types[type]! : WEIGHS_NOTHING;
