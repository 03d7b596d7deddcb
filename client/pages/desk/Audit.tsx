/** Who wrote what, when and why. */
import '../../styles/deskForms.css';
import { AuditLog } from '../../desk/AuditLog.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { words } from '../../state/language.ts';
import { useTitle } from '../../state/title.ts';

export function Audit() {
  const wording = words.value.audit;
  useTitle(wording.title);
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      <AuditLog />
    </article>
  );
}
