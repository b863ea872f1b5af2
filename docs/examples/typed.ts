// Spaces replace types, so lines and columns stay the same.
interface Point { x: number; y: number }

const length = ({ x, y }: Point): number => Math.hypot(x, y);
console.log(length({ x: 3, y: 4 }));
console.log(length.toString());
