/**
 * The 64-bit FNV-1a hash, in two halves of 32 bits, because numbers hold no 64 and big integers are slow.
 *
 * The prime is 2^40 + 0x1b3, so multiplying by it is a shift by 40 bits and a multiplication by 0x1b3.
 *
 * Source: the hash of Glenn Fowler, Landon Curt Noll and Kiem-Phong Vo. It tells accidents, not attacks: whoever
 * wants two texts with the same hash can make them.
 */
export class Fnv1a64 {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  /** Takes in a text, as UTF-8. Half a surrogate pair counts as U+FFFD, as everywhere on the web. */
  add(text: string): void {
    for (const character of text) {
      const code = character.codePointAt(0) as number;
      if (code < 0x80) this.#addByte(code);
      else this.#addBeyondAscii(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
    }
  }

  /** The hash of everything added so far: 16 hexadecimal digits. */
  get digest(): string {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, '0')).join('');
  }

  #addBeyondAscii(code: number): void {
    if (code < 0x800) this.#addByte(0xc0 | (code >> 6));
    else {
      if (code < 0x10000) this.#addByte(0xe0 | (code >> 12));
      else {
        this.#addByte(0xf0 | (code >> 18));
        this.#addByte(0x80 | ((code >> 12) & 0x3f));
      }
      this.#addByte(0x80 | ((code >> 6) & 0x3f));
    }
    this.#addByte(0x80 | (code & 0x3f));
  }

  #addByte(byte: number): void {
    const low = (this.#low ^ byte) >>> 0;
    const product = low * 0x1b3; // below 2^41, hence exact
    const carry = Math.floor(product / 0x1_0000_0000);
    this.#high = (Math.imul(this.#high, 0x1b3) + (low << 8) + carry) >>> 0;
    this.#low = product >>> 0;
  }
}
