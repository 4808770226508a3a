// How Vietnam writes whole numbers: 1.981.241. The server reads them with the same rule (agencies/formats/numbers.py).
window.portalNumbers = {
  read(text) {
    const plain = text.trim().replace(/[\s\u00a0]/g, "");
    if (!/^(\d+|\d{1,3}(\.\d{3})+)$/.test(plain)) return 0;
    return Number(plain.replaceAll(".", ""));
  },
  write(number) {
    const sign = number < 0 ? "-" : "";
    return sign + String(Math.abs(number)).replace(/\B(?=(\d{3})+$)/g, ".");
  },
};
