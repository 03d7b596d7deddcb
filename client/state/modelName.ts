/** @example modelName({ name: 'baseline', version: 1 }) // 'baseline v1' */
export function modelName({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name} ${versionName(version)}`;
}

export const versionName = (version: number): string => `v${version}`;

/** The model as it is now, whatever is published later. @example pinnedModel({ name: 'baseline', hash: '1a2b3c4d' }) // 'baseline@1a2b3c4d' */
export const pinnedModel = ({ name, hash }: { readonly name: string; readonly hash: string }): string =>
  `${name}@${hash}`;

/** @example modelOnly('baseline@1a2b3c4d') // 'baseline' */
export const modelOnly = (model: string): string => model.split('@')[0]!;
