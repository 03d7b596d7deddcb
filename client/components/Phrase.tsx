/** A fixed sentence with elements in it, which every language may order otherwise. */
import { type ComponentChildren, Fragment } from 'preact';

/** `{name}` in the text is where the part of that name stands, and `code` stands between back quotes. */
export function Phrase({ text, parts = {} }: { readonly text: string; readonly parts?: Readonly<Record<string, ComponentChildren>> }) {
  return (
    <>
      {text.split(/(\{\w+\}|`[^`]*`)/).map((piece, i) => {
        if (piece.startsWith('`')) return <code key={i}>{piece.slice(1, -1)}</code>;
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        return <Fragment key={i}>{name === undefined ? piece : (parts[name] ?? piece)}</Fragment>;
      })}
    </>
  );
}
