/**
 * Signs that Chinese input methods and documents have for those of the grammar: the full-width forms of ASCII, and
 * \u00d7 \u00f7 \u2212 \u3010 \u3011 \u3002 \u3001 and the wide space.
 */
const NOT_PLAIN = /[\uff01-\uff5e\u00d7\u00f7\u2212\u3010\u3011\u3002\u3001\u3000]/g;

const PLAIN = new Map<string, string>([
	['\u00d7', '*'],
	['\u00f7', '/'],
	['\u2212', '-'],
	['\u3010', '['],
	['\u3011', ']'],
	['\u3002', '.'],
	['\u3001', ','],
	['\u3000', ' ']
]);

/** A text with every sign of the grammar in its plain form: one character for one, so that places stay the same. */
export function plainSigns(text: string): string {
	return text.replace(
		NOT_PLAIN,
		(sign) => PLAIN.get(sign) ?? String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH)
	);
}

/** How far full-width forms stand behind the ASCII characters they mean. */
const FULL_WIDTH = 0xfee0;
