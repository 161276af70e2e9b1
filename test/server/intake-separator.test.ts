import { describe, expect, it } from 'vitest';
import { proposeReading } from '#lib/core/comparison/samples/propose-reading.ts';
import { readCsv } from '#lib/server/intake/csv.ts';
import { separatorOf } from '#lib/server/intake/separator.ts';

describe('the separator of a text file', () => {
	it.each([
		['figures with decimal commas', '1,5;2,5;3\n4,25;5,5;6\n7,5;8,25;9\n', ';'],
		['figures with decimal commas and a blank', '1,5;;3\n4,25;5,5;6\n', ';'],
		['as many commas as semicolons', '1,5;2\n3,5;4\n5,5;6\n', ';'],
		[
			'a header of words above decimal commas',
			'Comune;Costo;Abitanti\nAlfa;1,5;1.000,5\nBeta;2,5;99,5\n',
			';'
		],
		[
			'a title with commas above decimal commas',
			'Fonte: ISTAT, 2022, rev.\na;b\n1,5;2,5\n3,5;4,5\n5,5;6,5\n',
			';'
		],
		['tabs around numbers with thousands marks', 'a\tb\n1,234\t5,678\n9,012\t3,456\n', '\t'],
		['tabs around decimal commas', '1,5\t2,5\n3,5\t4,5\n', '\t'],
		['bars', 'name|cost|note\na|1,234|x; y\nb|2|z\n', '|'],
		['commas alone', '10,200\n4,100\n', ','],
		['commas with decimal points', 'a,b\n1.5,2.5\n3.5,4.5\n', ','],
		['commas around texts with semicolons', 'name,cost,note\na,1,x;y\nb,2,x;z\nc,3,p;q\n', ','],
		['commas around quoted numbers', '"a";"b",x\n"1,613,580,482",y\n"2,000",z\n', ','],
		['commas around times and ratios', '1:2,3|4,5\n6:7,8|9,0\na,b,c\nd,e,f\ng,h,i\n', ','],
		['one column', 'cost\n12\n13\n', ','],
		['nothing', '', ',']
	])('of %s', (_, text, separator) => {
		expect(separatorOf(text)).toBe(separator);
	});

	it('leaves decimal commas to the reading of a sample', () => {
		const [sheet] = readCsv(new TextEncoder().encode('\uFEFF1,5;200\n2,25;4.100\n'), 'a.csv').sheets;
		expect([...(sheet?.cells ?? [])].map(({ at, raw }) => `${at}=${raw}`)).toEqual([
			'A1=1,5',
			'B1=200',
			'A2=2,25',
			'B2=4.100'
		]);
		expect(proposeReading({ cells: [...(sheet?.cells ?? [])] })).toMatchObject({
			headerRow: 0,
			decimalMark: 'comma'
		});
	});
});
