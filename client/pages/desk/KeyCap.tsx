/** The key that does what a button does; readers of the screen hear it from the button itself. */
export function KeyCap({ name }: { readonly name: string }) {
  return <kbd aria-hidden="true">{name}</kbd>;
}
