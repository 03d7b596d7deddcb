/** Every published version, each with what it changed. */
import type { ModelDetail } from '../../../models/contract/models.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { words } from '../../state/language.ts';
import { modelName, pinnedModel } from '../../state/modelName.ts';
import { useModels } from '../../state/published.ts';

export function Versions({ model }: { readonly model: ModelDetail }) {
  const wording = words.value.modelCard;
  const models = useModels();
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">{wording.versions}</h2>
      <DataTable
        scroll={{ 'aria-label': wording.publishedModels }}
        rows={models ?? []}
        rowKey={({ hash }) => hash}
        rowProps={({ hash }) => ({ 'aria-current': hash === model.hash ? 'true' : undefined })}
        columns={[
          {
            key: 'model',
            heading: wording.model,
            isRowHeading: true,
            cell: (one) => <a href={`/m/${pinnedModel(one)}`}>{modelName(one)}</a>,
          },
          { key: 'hash', heading: wording.hash, cell: ({ hash }) => <code>{hash}</code> },
          {
            key: 'why',
            heading: wording.why,
            cell: (one) => one.changelog.find(({ version }) => version === one.version)?.text ?? '',
          },
          {
            key: 'compare',
            heading: <span class="visually-hidden">{wording.compareHeading}</span>,
            cell: (one) =>
              one.hash === model.hash ? (
                <span class="muted">{wording.thisOne}</span>
              ) : (
                <a href={`/m/${pinnedModel(one)}/vs/${pinnedModel(model)}`}>{wording.compare}</a>
              ),
          },
        ]}
      />
    </section>
  );
}
