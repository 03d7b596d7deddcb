/** What makes two rows one story. @param actor,target states; or actors in a finer code, to compare with others' figures */
export function storyKey(day: number, actor: string, target: string, code: string): string {
  return `${day} ${actor} ${target} ${code}`;
}
