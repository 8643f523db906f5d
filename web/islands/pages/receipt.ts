// A sheet that was asked for is printed at once.

import { sendOnce } from "../once";

sendOnce();
if (document.querySelector("[data-print]")) window.print();
