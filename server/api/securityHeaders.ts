/** What holds before any address: targets are read by their path, and headers keep pages to this server. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A target that names the server, as those sent to a proxy do, is read by its path alone, so that every rule about paths sees what the router sees. */
export const pathAlone: RequestHandler = (request, _response, next) => {
  if (!request.url.startsWith('/') && URL.canParse(request.url)) {
    const { pathname, search } = new URL(request.url);
    request.url = request.originalUrl = pathname + search;
  }
  next();
};

/** Nothing from elsewhere, nothing inline, in no one's frame. */
export function securityHeaders(publicUrl: string | undefined): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    frameguard: { action: 'deny' },
    // Over plain HTTP on a desk the header means nothing, and on a shared name it would bind its other services.
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

/** No page uses them, and no script that found a way in shall. */
const DEVICES =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()';

export const noDevices: RequestHandler = (_request, response, next) => {
  response.setHeader('Permissions-Policy', DEVICES);
  next();
};
