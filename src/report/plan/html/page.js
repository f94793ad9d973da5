(() => {
  'use strict';
  // What is shown is chosen by `hidden` alone: first everything is read, then everything is written, so that the
  // browser lays the page out once.
  const byId = id => document.getElementById(id);
  const risks = ['low', 'medium', 'high', 'critical'];
  const entries = [...document.querySelectorAll('.e')];
  const blocks = [...document.querySelectorAll('.b')];
  const form = byId('filter');
  const fields = {text: byId('f-text'), env: byId('f-env'), class: byId('f-class'), risk: byId('f-risk')};
  const count = byId('count');
  let rows = null;

  // The tag of a change says its class and risk; without one, its list does.
  const verdict = node => {
    const tag = node.querySelector('i.r')?.textContent.split(' · ');
    const {class: name, risk} = node.parentElement.dataset;
    return {class: tag?.[0] ?? name, risk: risks.indexOf(tag?.[1] ?? risk)};
  };

  const index = () => {
    rows ??= entries.map(node => {
      const block = node.closest('.b');
      return {
        node,
        block,
        fold: node.parentElement.closest('details'),
        ...verdict(node),
        env: block.dataset.env.toLowerCase(),
        text: null,
      };
    });
    return rows;
  };

  const wanted = () => ({
    text: fields.text.value.trim().toLowerCase(),
    env: fields.env.value.trim().toLowerCase(),
    class: fields.class.value,
    risk: risks.indexOf(fields.risk.value),
  });

  const apply = () => {
    const want = wanted();
    const filtered = Boolean(want.text || want.env || want.class || want.risk >= 0);
    const all = index();
    const open = new Set();
    const folds = new Set();
    let shown = 0;
    const verdicts = all.map(row => {
      if (want.class && row.class !== want.class) return false;
      if (row.risk < want.risk) return false;
      if (want.env && !row.env.includes(want.env)) return false;
      if (want.text) {
        row.text ??= row.node.textContent.toLowerCase() + ' ' + row.env;
        if (!row.text.includes(want.text)) return false;
      }
      open.add(row.block);
      if (row.fold) folds.add(row.fold);
      shown += 1;
      return true;
    });
    all.forEach((row, at) => {
      if (row.node.hidden === verdicts[at]) row.node.hidden = !verdicts[at];
    });
    for (const block of blocks) {
      if (block.hidden === open.has(block)) block.hidden = !open.has(block);
    }
    if (filtered) for (const fold of folds) fold.open = true;
    count.textContent = `${shown} of ${all.length} entries shown`;
    remember(want, filtered);
  };

  // A filter is in the address, so that it can be sent to somebody.
  const remember = (want, filtered) => {
    const words = new URLSearchParams();
    for (const name of Object.keys(fields)) {
      if (fields[name].value.trim()) words.set(name, fields[name].value.trim());
    }
    if (!filtered && !location.hash.startsWith('#filter?')) return;
    name(filtered ? `#filter?${words}` : '#changes');
  };

  const name = hash => {
    try {
      history.replaceState(null, '', hash);
    } catch {
      // A page from a mail or a sandbox has no address of its own.
    }
  };

  const clear = () => {
    for (const name of Object.keys(fields)) fields[name].value = '';
    apply();
  };

  // Without a script the address alone opens a change; with one each is opened and shut by itself.
  const isOpen = node => getComputedStyle(node.querySelector('pre')).display !== 'none';
  const turn = (node, open) => {
    if (!node?.querySelector('pre')) return;
    node.classList.toggle('open', open ??= !isOpen(node));
    node.classList.toggle('shut', !open);
    node.querySelector(':scope > a').setAttribute('aria-expanded', open);
  };
  const focus = node => {
    node.tabIndex = -1;
    node.focus({preventScroll: true});
  };

  // Shows what the address names, whatever hides it.
  const follow = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith('filter?')) {
      const words = new URLSearchParams(hash.slice('filter?'.length));
      for (const name of Object.keys(fields)) {
        const word = words.get(name) ?? '';
        fields[name].value = word;
        // A class that no change of this page has is still what was asked for.
        if (word && fields[name].options && fields[name].value !== word) fields[name].add(new Option(word, word, false, true));
      }
      apply();
      return;
    }
    const target = hash && byId(hash);
    if (!target) return;
    if (form && target.closest('[hidden]')) clear();
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    turn(target.closest('.e'), true);
    target.scrollIntoView({block: 'center'});
    if (target.matches('.e')) focus(target);
  };

  const move = step => {
    const seen = entries.filter(node => !node.hidden && !node.parentElement.closest('details:not([open])'));
    if (!seen.length) return;
    const now = seen.indexOf(document.activeElement?.closest?.('.e'));
    const at = now < 0 ? (step > 0 ? 0 : seen.length - 1) : Math.min(Math.max(now + step, 0), seen.length - 1);
    focus(seen[at]);
    seen[at].scrollIntoView({block: 'center'});
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.('input, select, textarea');
    if (event.key === 'Escape' && form) {
      clear();
      event.target.blur?.();
    } else if (typing) {
      return;
    } else if (event.key === '/' && form) {
      event.preventDefault();
      fields.text.focus();
      fields.text.select();
    } else if (event.key === 'j') {
      move(1);
    } else if (event.key === 'k') {
      move(-1);
    } else if (event.key === 'o') {
      turn(document.activeElement?.closest?.('.e'));
    }
  });

  // The place of a change is a link to it, and shows its source where it stands.
  document.addEventListener('click', event => {
    const link = event.target.closest('.e > a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const node = link.parentElement;
    turn(node);
    if (node.classList.contains('open')) name(link.hash);
  });

  if (form) {
    form.hidden = false;
    count.textContent = `${entries.length} of ${entries.length} entries shown`;
    let due = 0;
    form.addEventListener('input', () => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(apply);
    });
    form.addEventListener('submit', event => event.preventDefault());
  }
  addEventListener('hashchange', follow);
  follow();
})();
