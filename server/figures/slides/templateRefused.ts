/** A template that cannot be used; the message is a sentence with the remedy. */
export class TemplateRefused extends Error {
  override name = 'TemplateRefused';
}
