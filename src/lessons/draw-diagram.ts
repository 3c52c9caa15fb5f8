/**
 * Draws Mermaid source in the book's colours. The library is fetched with the first diagram that is drawn.
 *
 * @param id unique in the page
 * @throws whatever the library says about a source that it cannot read
 */
export async function drawDiagram(id: string, source: string): Promise<SVGSVGElement> {
  const [{ default: mermaid }] = await Promise.all([import('mermaid'), document.fonts.ready]);
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    layout: 'dagre', // the default fetches a layout engine of 450 KiB more
    suppressErrorRendering: true,
    htmlLabels: false,
    deterministicIds: true,
    theme: 'base',
    themeVariables: colours(),
    // A word on a line stays legible.
    themeCSS: `
      .messageText { stroke: var(--surface) !important; stroke-width: 5px; paint-order: stroke; }
      .edgeLabel .background { fill: var(--surface) !important; opacity: 1 !important; }`,
    sequence: {
      useMaxWidth: false,
      mirrorActors: false,
      wrap: true,
      diagramMarginX: 8,
      diagramMarginY: 8,
      wrapPadding: 14,
      width: 120,
      height: 44,
      actorMargin: 130,
      actorFontSize: 15,
      actorFontWeight: 600,
      messageFontSize: 15,
      noteFontSize: 15,
    },
    flowchart: { useMaxWidth: false },
  });
  const { svg } = await mermaid.render(id, source);
  // The library has cleaned this text (securityLevel), and its input is written by the book's authors.
  const picture = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (picture === null) throw new Error('the drawing is empty');
  return document.adoptNode(picture);
}

/** The tokens as plain colours of the present theme: the library calculates with them. */
function colours(): Record<string, string> {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const [ink, soft, surface, sunk, line] = ['ink', 'ink-soft', 'surface', 'sunk', 'line-strong'].map(
    colour,
  ) as [string, string, string, string, string];
  const fontFamily = getComputedStyle(document.body).fontFamily;
  probe.remove();
  return {
    fontFamily,
    fontSize: '15px',
    background: surface,
    primaryColor: surface,
    primaryTextColor: ink,
    primaryBorderColor: ink,
    secondaryColor: sunk,
    secondaryTextColor: ink,
    secondaryBorderColor: line,
    tertiaryColor: sunk,
    tertiaryTextColor: ink,
    tertiaryBorderColor: line,
    lineColor: ink,
    textColor: ink,
    noteBkgColor: sunk,
    noteTextColor: ink,
    noteBorderColor: line,
    actorLineColor: line,
    signalColor: ink,
    signalTextColor: ink,
    labelTextColor: ink,
    loopTextColor: ink,
    activationBkgColor: sunk,
    activationBorderColor: soft,
    sequenceNumberColor: surface,
  };
}
