import minifyHtml from '@minify-html/node';

console.log(minifyHtml.minify(Buffer.from('<p>  a  <b> c </b></p><!-- x -->'), { keep_comments: false }).toString());
