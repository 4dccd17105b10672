import { Gateway, type GatewayOptions } from './gateway.ts';
import { Simulator, type SimulatorOptions, type UserName } from './simulator.ts';

/** What a test may want of its site; everything has a default. */
export interface SiteOptions extends SimulatorOptions {
  gateway?: Partial<GatewayOptions>;
  /** The gateway signs in as this user, for all. */
  signsInAs?: UserName;
}

/** The option of `test.use`. */
export interface SiteSettings {
  siteOptions: SiteOptions;
}

/** Enterprise Manager behind a gateway that also serves the app, on an origin of its own. */
export class Site {
  readonly em: Simulator;
  readonly gateway: Gateway;

  private constructor(em: Simulator, gateway: Gateway) {
    this.em = em;
    this.gateway = gateway;
  }

  static async start(options: SiteOptions): Promise<Site> {
    const em = await Simulator.start(options);
    try {
      const upstream = { enterpriseManager: em.url, fingerprint: em.fingerprint };
      const account = options.signsInAs && ([options.signsInAs, em.password(options.signsInAs)] as [string, string]);
      return new Site(em, await Gateway.start({ ...upstream, ...(account && { account }), ...options.gateway }));
    } catch (error) {
      await em.stop();
      throw error;
    }
  }

  /** An address of the app, such as `#/restoreSessions/…`. */
  url(address = ''): string {
    return `${this.gateway.app}/${address}`;
  }

  /** Reads from Enterprise Manager without the app, for ids that tests need. */
  async read(path: string, user: UserName = 'TECH\\admin'): Promise<Record<string, unknown>> {
    const basic = Buffer.from(`${user}:${this.em.password(user)}`).toString('base64');
    const headers = { Accept: 'application/json', Origin: this.gateway.app };
    const logon = await fetch(`${this.gateway.api}/api/sessionMngr/?v=latest`, {
      method: 'POST',
      headers: { ...headers, Authorization: `Basic ${basic}` },
    });
    const token = logon.headers.get('X-RestSvcSessionId') ?? '';
    const reply = await fetch(`${this.gateway.api}/api/${path}`, {
      headers: { ...headers, 'X-RestSvcSessionId': token },
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as Record<string, unknown>;
  }

  /** The address of the page that a session's link of that relation leads to. */
  async linked(sessionId: string, rel: 'Up' | 'Related'): Promise<string> {
    const session = await this.read(`restoreSessions/${sessionId}?format=Entity`);
    const links = (session['Links'] ?? session['links']) as Record<string, string>[];
    const link = links.find((link) => (link['Rel'] ?? link['rel']) === rel);
    const href = link?.['Href'] ?? link?.['href'];
    if (!href) throw new Error(`session ${sessionId} has no ${rel} link`);
    return `#${new URL(href).pathname.replace(/^\/api/, '')}`;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.em.stop();
  }
}
