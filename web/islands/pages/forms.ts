// Pages that have no island of their own.

import { sendOnce } from "../once";

sendOnce();
