export default function Button({ label, primary }) { return <button style={{ color: primary ? 'teal' : 'black' }}>{label}</button>; }
