/** A certificate of one's own for 127.0.0.1, made on the spot: Node has keys and signatures, and the rest is a few bytes of DER (X.690). */
import { Buffer } from 'node:buffer';
import { generateKeyPairSync, sign } from 'node:crypto';

const tagged = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const ECDSA_SHA256 = sequence(tagged(0x06, hex('2a8648ce3d040302')));
const NAME = sequence(tagged(0x31, sequence(tagged(0x06, hex('550403')), tagged(0x0c, Buffer.from('test')))));
const utcTime = (text: string): Buffer => tagged(0x17, Buffer.from(text));

/** Holds from 2000 to 2049, for the address 127.0.0.1; it vouches for itself. */
export function ownCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const address = sequence(
    tagged(0x06, hex('551d11')),
    tagged(0x04, sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])))),
  );
  const authority = sequence(
    tagged(0x06, hex('551d13')),
    tagged(0x01, hex('ff')),
    tagged(0x04, sequence(tagged(0x01, hex('ff')))),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, hex('02'))),
    tagged(0x02, hex('01')),
    ECDSA_SHA256,
    NAME,
    sequence(utcTime('000101000000Z'), utcTime('491231235959Z')),
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(address, authority)),
  );
  const certificate = sequence(body, ECDSA_SHA256, tagged(0x03, hex('00'), sign('sha256', body, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
  };
}
