// Two short tones, made here: no file to load.
export function chime(): void {
  const audio = new AudioContext();
  const end = audio.currentTime + 0.5;
  for (const [at, pitch] of [
    [0, 660],
    [0.18, 880],
  ] as const) {
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const loudness = new GainNode(audio, { gain: 0.15 });
    tone.connect(loudness).connect(audio.destination);
    loudness.gain.setTargetAtTime(0, audio.currentTime + at + 0.1, 0.05);
    tone.start(audio.currentTime + at);
    tone.stop(end);
  }
  setTimeout(() => void audio.close(), 800);
}
