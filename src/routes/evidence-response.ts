import type { Edition } from '#lib/core/lineage/evidence-pack.ts';
import type { EvidencePack } from '#lib/server/evidence/service.ts';
import { byteStream } from '#lib/server/http/byte-stream.ts';

/** ?edition=public asks for the 公开版; anything else is the full one. */
export function askedEdition(url: URL): Edition {
	return url.searchParams.get('edition') === 'public' ? 'public' : 'full';
}

/** A download sent while it is being made. */
export function evidenceResponse({ name, bytes }: EvidencePack): Response {
	return new Response(byteStream(bytes), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="evidence.zip"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'cache-control': 'private, no-store'
		}
	});
}
