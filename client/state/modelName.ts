/** @example modelName({ name: 'baseline', version: 1 }) // 'baseline v1' */
export function modelName({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name} ${versionName(version)}`;
}

export const versionName = (version: number): string => `v${version}`;
