/** A fixed sentence with elements in it, which every language may order otherwise. */
import { type ComponentChildren, Fragment } from 'preact';

export type PhraseParts = Readonly<Record<string, ComponentChildren>>;

/** `{name}` in the text is where the part of that name stands; `code` stands between back quotes, **strong** and __set apart__ as here. */
export function Phrase({ text, parts = {} }: { readonly text: string; readonly parts?: PhraseParts }) {
  return (
    <>
      {text
        .split(/(\{\w+\}|`[^`]*`|\*\*[^*]+\*\*|__[^_]+__)/)
        .map((piece, i) => (i % 2 === 0 ? piece : <Fragment key={i}>{marked(piece, parts)}</Fragment>))}
    </>
  );
}

function marked(piece: string, parts: PhraseParts): ComponentChildren {
  if (piece.startsWith('`')) return <code>{piece.slice(1, -1)}</code>;
  if (piece.startsWith('**')) return <b>{piece.slice(2, -2)}</b>;
  if (piece.startsWith('__')) return <i>{piece.slice(2, -2)}</i>;
  return parts[piece.slice(1, -1)] ?? piece;
}
