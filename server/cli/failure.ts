/** A command that cannot do what it was asked; the message is one sentence (or several lines of them) with the remedy. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
}
