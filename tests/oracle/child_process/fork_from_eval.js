// Flags: -e if(process.send)throw(1);require("child_process").fork("./no-such-file.js",{stdio:"ignore"}).on("exit",(code)=>console.log("exit",code))
'use strict';
// `-e` is not handed on to a forked child, which would fork again.
