import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { version } from '../generated/build-info';
import { icon } from '../icons';
import { shared } from '../styles/shared';
import './dialog-frame';

/** What this is, which version, and whose work it stands on. */
@customElement('ff-about-dialog')
export class AboutDialog extends LitElement {
  protected override render() {
    return html`
      <ff-dialog label=${t('About FotoFun')}>
        <div class="mark">${icon('logo')}</div>
        <p>
          ${t('A photo editor in a web page. Its engine is Python, with NumPy and Pillow, running in this browser; its models run here too.')}
        </p>
        <p class="quiet">
          ${t('Built with Pyodide, ONNX Runtime, Lit, Web Awesome and Lucide. Sample photos by Trevor “Freespace” and Aitzol Berasategi (CC BY 4.0) and Clemens Engelhardt (CC0), scaled down.')}
        </p>
        <p class="quiet number">${t('Version {version}', { version })}</p>
      </ff-dialog>
    `;
  }

  static override styles = [
    shared,
    css`
      .mark svg {
        width: 2.5rem;
        height: 2.5rem;
      }

      p {
        margin: 0.75rem 0 0;
      }
    `,
  ];
}
