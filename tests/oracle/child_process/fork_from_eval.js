// Flags: -e if(process.send)throw(1);require("child_process").fork("./no-such-file.js",{stdio:"ignore"}).on("exit",(code)=>console.log("exit",code))
'use strict';
// A forked child does not get `-e`; with it, the child would fork again.
