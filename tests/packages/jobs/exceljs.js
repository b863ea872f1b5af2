'use strict';

const { PassThrough } = require('stream');
const ExcelJS = require('exceljs');

(async () => {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'me';
  workbook.created = workbook.modified = new Date(0);
  const sheet = workbook.addWorksheet('Own', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [{ header: 'Name', key: 'name', width: 20 }, { header: 'N', key: 'n', style: { numFmt: '0.00' } }, { header: 'At', key: 'at' }];
  for (let i = 0; i < 500; i++) sheet.addRow({ name: `row ${i} ü`, n: i / 3, at: new Date(86400000 * i) });
  sheet.getCell('E1').value = { formula: 'SUM(B2:B501)', result: 1 };
  sheet.getCell('E2').value = { richText: [{ text: 'bold', font: { bold: true } }, { text: ' plain' }] };
  sheet.mergeCells('E3:F4');
  sheet.getRow(1).font = { bold: true };
  sheet.addConditionalFormatting({ ref: 'B2:B9', rules: [{ type: 'cellIs', operator: 'greaterThan', formulae: [1], priority: 1, style: { font: { color: { argb: 'FFFF0000' } } } }] });
  const buffer = await workbook.xlsx.writeBuffer();
  const again = new ExcelJS.Workbook();
  await again.xlsx.load(buffer);
  const read = again.getWorksheet('Own');
  console.log(buffer.length > 1000, again.creator, read.rowCount, read.getRow(3).values, read.getCell('E1').formula, read.getCell('E2').text, read.getCell('F4').isMerged, read.getCell('B3').numFmt);
  console.log(read.getColumn('B').values.slice(2, 6), read.views[0].ySplit, read.getCell('A1').font);
  const csv = new PassThrough();
  let text = '';
  csv.on('data', (chunk) => { text += chunk; });
  await again.csv.write(csv, { sheetName: 'Own', dateFormat: 'YYYY-MM-DD', dateUTC: true });
  console.log(text.split('\n').slice(0, 3), text.length);
  const out = new PassThrough();
  const streamed = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out });
  const chunks = [];
  out.on('data', (chunk) => chunks.push(chunk));
  const own = streamed.addWorksheet('S');
  for (let i = 0; i < 100; i++) own.addRow([i, `text ${i}`]).commit();
  await streamed.commit();
  let rows = 0;
  for await (const worksheet of new ExcelJS.stream.xlsx.WorkbookReader(PassThrough.from([Buffer.concat(chunks)]), {})) for await (const row of worksheet) rows += row.values.length;
  console.log(rows);
  for (const bad of [() => workbook.addWorksheet('Own'), () => sheet.mergeCells('E4:F5'), () => sheet.getCell('no address')]) {
    try {
      bad();
    } catch (error) {
      console.log(error.message);
    }
  }
  await new ExcelJS.Workbook().xlsx.load(Buffer.from('no zip')).catch((error) => console.log(error.message.split(' : ')[0]));
  await new ExcelJS.Workbook().xlsx.readFile('/no/such.xlsx').catch((error) => console.log(error.message));
})();
