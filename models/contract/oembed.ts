/** GET /oembed: what a page may show in place of a link (oembed.com). */
import { z } from 'zod';

export const oEmbed = z
  .object({
    version: z.literal('1.0'),
    type: z
      .enum(['rich', 'link'])
      .describe('rich: `html` is a frame with the figure; link: this server lets no other site frame it'),
    title: z.string(),
    author_name: z.string().describe('who made it, as printed on the card'),
    provider_name: z.string(),
    provider_url: z.string(),
    cache_age: z.int().describe('seconds'),
    thumbnail_url: z.string().optional().describe('left out where it is larger than what was asked for'),
    thumbnail_width: z.int().optional(),
    thumbnail_height: z.int().optional(),
    html: z.string().optional(),
    width: z.int().optional().describe('pixels; the frame takes less where there is less room'),
    height: z.int().optional(),
  })
  .meta({ id: 'OEmbed' });

export type OEmbed = z.infer<typeof oEmbed>;
