/** A rule for the whole country. */
const WHOLE_COUNTRY = '\u5168\u56fd';

/** Names of administrative divisions end like this, so that "吉林省" covers "吉林省吉林市" and "吉林" covers nothing more. */
const DIVISION = /(?:省|市|自治区|特别行政区|自治州|地区|盟|自治县|县|区|自治旗|旗|街道|镇|乡|新区|开发区)$/u;

/**
 * Does a rule of one region have force in another? In itself and everything below it: 山东省 covers 山东省青岛市. Regions are
 * written in full, from the province down.
 */
export function coversRegion(region: string, asked: string): boolean {
	const [own, other] = [plainRegion(region), plainRegion(asked)];
	if (other === '') return false;
	return own === other || own === WHOLE_COUNTRY || (DIVISION.test(own) && other.startsWith(own));
}

/** The nearer of two regions that cover the same place is the one written out further; the whole country is the widest. */
export function regionDepth(region: string): number {
	const own = plainRegion(region);
	return own === WHOLE_COUNTRY ? 0 : own.length;
}

/** "" and 全区, 全镇 …: no bound but where the organisation is that keeps the standard. */
export function isOwnPlace(region: string): boolean {
	const own = plainRegion(region);
	return own === '' || (own !== WHOLE_COUNTRY && /^\u5168./u.test(own));
}

function plainRegion(region: string): string {
	return region.normalize('NFKC').replace(/\s/g, '');
}
