import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Bytes, sha256Text } from '#lib/core/snapshot/sha256.ts';

describe('SHA-256', () => {
	// FIPS 180-4, examples of the NIST Cryptographic Standards and Guidelines.
	it.each([
		['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
		['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
		[
			'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
			'248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'
		],
		['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0']
	])('published value %#', (message, digest) => {
		expect(sha256Text(message)).toBe(digest);
	});

	it('agrees with OpenSSL on any bytes, also inside a larger buffer', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(7), (data, offset) => {
				const buffer = new Uint8Array(data.length + offset);
				buffer.set(data, offset);
				expect(sha256Bytes(buffer.subarray(offset))).toBe(createHash('sha256').update(data).digest('hex'));
			})
		);
	});
});
