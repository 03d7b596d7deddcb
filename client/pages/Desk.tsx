/** The desk: a text on the left, the acts in it on the right; what is accepted is recorded. */
import '../styles/deskForms.css';
import '../styles/desk.css';
import { useEffect } from 'preact/hooks';
import { Skeleton } from '../components/Skeleton.tsx';
import { followShares } from '../desk/shared.ts';
import { isEmpty } from '../desk/sheet.ts';
import { useDesk } from '../desk/useDesk.ts';
import { words } from '../state/language.ts';
import { useTitle } from '../state/title.ts';
import { DeskStart } from './desk/DeskStart.tsx';
import { Workplace } from './desk/Workplace.tsx';

export function Desk() {
  const wording = words.value.desk;
  const desk = useDesk();
  useTitle(wording.title);
  useEffect(followShares, []);
  if (!desk) return <Skeleton kind="text" what={words.value.shell.theDesk} />;
  return isEmpty(desk.session.sheet.value) ? <DeskStart {...desk} /> : <Workplace {...desk} />;
}
