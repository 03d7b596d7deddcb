import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/board.css';
import './styles/dyad.css';
import './styles/explain.css';
import './styles/feeds.css';
import './styles/compare.css';
import './styles/brief.css';
import './styles/pages.css';
import './styles/view.css';
import './styles/print.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { takeCodingKey } from './state/codingKey.ts';
import { listen } from './state/connection.ts';
import { followCountryNames } from './state/countryNames.ts';
import { followKeys } from './state/keys.ts';
import { followLanguage } from './state/language.ts';
import { followLocation } from './state/location.ts';
import { followTheme } from './state/theme.ts';
import { followWho } from './state/person.ts';
import { takeToken } from './state/token.ts';

takeToken();
takeCodingKey();
followTheme();
followLocation();
followKeys();
listen();
followCountryNames();
void followLanguage()
  .then(followWho)
  .then(() => render(<App />, document.getElementById('app')!));
