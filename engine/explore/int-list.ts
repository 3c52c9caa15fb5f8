const FIRST_CAPACITY = 1_024;

/** A list of 32-bit whole numbers that grows: four bytes for each, where an array of JavaScript may take more. */
export class IntList {
  length = 0;
  #numbers = new Int32Array(FIRST_CAPACITY);

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  /** The number at an index from 0 to `length − 1`. */
  at(index: number): number {
    return this.#numbers[index] as number;
  }
}
