'use strict';

const { createHash } = require('crypto');
const PDFDocument = require('pdfkit');

const document = new PDFDocument({ size: 'A5', compress: false, info: { Title: 'Own', CreationDate: new Date(0) }, margin: 40, bufferPages: true });
const chunks = [];
document.on('data', (chunk) => chunks.push(chunk));
document.on('end', () => {
  const pdf = Buffer.concat(chunks).toString('latin1').replace(/\/ID \[.*\]/, '');
  console.log(pdf.length, pdf.slice(0, 8), createHash('sha1').update(pdf).digest('hex'), (pdf.match(/\/Type \/Page\b/g) ?? []).length);
  const packed = new PDFDocument({ info: { CreationDate: new Date(0) } });
  let size = 0;
  packed.on('data', (chunk) => { size += chunk.length; }).on('end', () => console.log(size));
  packed.text('x'.repeat(5000)).end();
});
document.font('Helvetica-Bold').fontSize(20).text('Title', { align: 'center' }).moveDown();
document.font('Times-Roman').fontSize(10).text('Some text that is long enough to be wrapped around. '.repeat(20), { columns: 2, align: 'justify' });
document.addPage().rect(50, 50, 100, 80).fillAndStroke('#ff8800', 'black').circle(200, 100, 30).dash(5).stroke();
document.save().translate(100, 200).rotate(30).path('M 0,0 L 50,0 L 25,40 Z').fill('blue').restore();
const gradient = document.linearGradient(50, 300, 150, 400);
gradient.stop(0, 'green').stop(1, 'red');
document.rect(50, 300, 100, 100).fill(gradient);
document.image(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'), 200, 300, { width: 50 });
console.log(Math.round(document.widthOfString('some text') * 100), document.heightOfString('a\nb') > 10, document.bufferedPageRange());
for (const bad of [() => document.image('/no/such.png'), () => document.font('No-Such-Font'), () => document.image(Buffer.from('no image'))]) {
  try {
    bad();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
document.end();
