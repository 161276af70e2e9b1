import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { SheetCell, Spreadsheet } from './sheet.ts';
import { TOTAL_CELL } from './sheet.ts';

/** What one command to LibreOffice took, and the total then. */
export interface Answer {
	readonly milliseconds: number;
	readonly total: number;
}

const LONGEST = 120_000;

/** The version, e.g. "LibreOffice 7.4.7.2"; null where it is not installed. */
export function libreOfficeVersion(): string | null {
	const asked = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
	return asked.status === 0 ? asked.stdout.trim().split(' ').slice(0, 2).join(' ') : null;
}

/**
 * A headless LibreOffice that a Basic macro inside it makes serve commands from files: load, recalculate, type a cell.
 * The macro takes the times itself, so that neither starting up nor the files count. Its clock has milliseconds.
 */
export class LibreOffice {
	readonly #folder: string;
	readonly #process: ChildProcess;
	#next = 0;

	private constructor(folder: string, process: ChildProcess) {
		this.#folder = folder;
		this.#process = process;
	}

	static start(sheet: Spreadsheet): LibreOffice {
		const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
		const profile = join(folder, 'profile');
		writeFileSync(join(folder, 'sheet.fods'), flatDocument(sheet));
		// The first start makes a profile; a macro put there earlier would be overwritten.
		spawnSync('soffice', [...QUIET, profileOf(profile), '--terminate_after_init'], { timeout: LONGEST });
		const basic = join(profile, 'user', 'basic', 'Standard');
		mkdirSync(basic, { recursive: true });
		writeFileSync(join(basic, 'Module1.xba'), macro(folder));
		writeFileSync(join(basic, 'script.xlb'), LIBRARY);
		const process = spawn('soffice', [...QUIET, profileOf(profile), 'macro:///Standard.Module1.Serve'], {
			stdio: 'ignore',
			detached: true
		});
		return new LibreOffice(folder, process);
	}

	/** Loads the sheet anew from its file, up to the first total. */
	load(): Promise<Answer> {
		return this.#ask('load');
	}

	/** Computes every cell. */
	recalculate(): Promise<Answer> {
		return this.#ask('recalculate');
	}

	/** Types a number, up to the new total. */
	type(cell: string, value: number): Promise<Answer> {
		return this.#ask(`type ${cell} ${value}`);
	}

	async close(): Promise<void> {
		writeFileSync(join(this.#folder, 'stop'), '');
		for (let waited = 0; this.#process.exitCode === null && waited < 5_000; waited += 50) await wait(50);
		// soffice is a script that starts the program: end the group that we have started.
		if (this.#process.exitCode === null && this.#process.pid) process.kill(-this.#process.pid, 'SIGKILL');
		rmSync(this.#folder, { recursive: true, force: true });
	}

	async #ask(command: string): Promise<Answer> {
		const number = this.#next;
		this.#next += 1;
		const file = join(this.#folder, `command-${number}`);
		writeFileSync(`${file}.part`, command);
		renameSync(`${file}.part`, file);
		const answer = join(this.#folder, `answer-${number}`);
		for (let waited = 0; waited < LONGEST; waited += 10) {
			if (existsSync(answer)) {
				const [milliseconds = '', total = ''] = readFileSync(answer, 'utf8').trim().split(/\s+/);
				return { milliseconds: Number(milliseconds), total: Number(total) };
			}
			await wait(10);
		}
		throw new Error(`LibreOffice did not answer: ${command}`);
	}
}

const QUIET = ['--headless', '--norestore', '--nologo'];

function profileOf(folder: string): string {
	return `-env:UserInstallation=${pathToFileURL(folder).href}`;
}

const LIBRARY = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
`;

function macro(folder: string): string {
	const basic = `
Sub Serve
  Dim folder As String, file As String, words, number As Long, started As Double, took As Double, total As Double
  Dim document As Object, sheet As Object, hidden(0) As New com.sun.star.beans.PropertyValue
  folder = "${folder}/"
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Do While Not FileExists(folder & "stop")
    file = folder & "command-" & number
    If FileExists(file) Then
      words = Split(ReadLine(file), " ")
      started = GetSystemTicks()
      If words(0) = "load" Then
        If Not IsNull(document) Then document.close(True)
        started = GetSystemTicks()
        document = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "sheet.fods"), "_blank", 0, hidden())
        sheet = document.Sheets.getByIndex(0)
      ElseIf words(0) = "recalculate" Then
        document.calculateAll()
      Else
        sheet.getCellRangeByName(words(1)).setValue(Val(words(2)))
      End If
      total = sheet.getCellRangeByName("${TOTAL_CELL}").getValue()
      took = GetSystemTicks() - started
      WriteLine(folder & "answer.part", took & " " & Trim(Str(total)))
      Name folder & "answer.part" As folder & "answer-" & number
      number = number + 1
    End If
    Wait 5
  Loop
  StarDesktop.terminate()
End Sub

Function ReadLine(file As String) As String
  Dim channel As Integer, text As String
  channel = FreeFile
  Open file For Input As #channel
  Line Input #channel, text
  Close #channel
  ReadLine = text
End Function

Sub WriteLine(file As String, text As String)
  Dim channel As Integer
  channel = FreeFile
  Open file For Output As #channel
  Print #channel, text
  Close #channel
End Sub
`;
	const escaped = basic.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${escaped}</script:module>
`;
}

/** The sheet as a flat OpenDocument file without stored results, so that loading computes it. */
function flatDocument({ rows }: Spreadsheet): string {
	const cells = (row: readonly SheetCell[]) => row.map(cellXml).join('');
	const body = rows.map((row) => `<table:table-row>${cells(row)}</table:table-row>`).join('\n');
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="B">
${body}
</table:table></office:spreadsheet></office:body></office:document>
`;
}

function cellXml(cell: SheetCell): string {
	if (cell === null) return '<table:table-cell/>';
	if (typeof cell === 'number') return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
	const formula = cell.replaceAll(
		/\$?[A-Z]\$?\d+(?::\$?[A-Z]\$?\d+)?/g,
		(range) =>
			`[${range
				.split(':')
				.map((end) => `.${end}`)
				.join(':')}]`
	);
	return `<table:table-cell table:formula="of:${formula.replaceAll(',', ';')}" office:value-type="float"/>`;
}
