// A sheet that was asked for is printed at once.

if (document.querySelector("[data-print]")) window.print();
