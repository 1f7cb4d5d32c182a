import { type SigningAlgorithm, signingAlgorithms } from '../../core/profile.ts';
import { keyText } from '../key-text.ts';

type Props = { alg: SigningAlgorithm; onAlg: (alg: SigningAlgorithm) => void };

export function AlgorithmSelect({ alg, onAlg }: Props) {
  return (
    <select
      class="short"
      aria-label={keyText.algorithm}
      value={alg}
      onChange={(event) => onAlg(event.currentTarget.value as SigningAlgorithm)}
    >
      {signingAlgorithms.map((each) => (
        <option key={each} value={each} selected={each === alg}>
          {each}
        </option>
      ))}
    </select>
  );
}
