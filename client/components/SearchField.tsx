/** A field that narrows a list while somebody types. */
interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly onEnter?: () => void;
}

export function SearchField({ label, hint, value, onSearch, onEnter }: Props) {
  return (
    <label class="field field-search">
      <span class="visually-hidden">{label}</span>
      <input
        type="search"
        id="search"
        placeholder={hint}
        value={value}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.();
        }}
      />
    </label>
  );
}
