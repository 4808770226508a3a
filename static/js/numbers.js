// How Vietnam writes whole numbers: 1.981.241. The server reads them with the same rule (agencies/formats/numbers.py).
// They are BigInts: a number too large is shown as it was typed, and its errors as the server says them.
window.portalNumbers = {
  read(text) {
    const plain = text.trim().replace(/[\s\u00a0]/g, "");
    if (!/^(\d+|\d{1,3}(\.\d{3})+)$/.test(plain)) return 0n;
    return BigInt(plain.replaceAll(".", ""));
  },
  write(number) {
    const sign = number < 0 ? "−" : "";
    return sign + String(number).replace("-", "").replace(/\B(?=(\d{3})+$)/g, ".");
  },
};
