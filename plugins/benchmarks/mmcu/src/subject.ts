/** A subject of MMCU, e.g. nursing in medicine. */
export interface Subject {
  readonly domain: string;
  /** `domain/subject`, or the domain alone where it is one subject. */
  readonly group: string;
}

/** MMCU's sheets of medicine do not name their domain. */
const medicine = new Set(
  '护理学 传染病学 医学三基 外科学 儿科学 药理学 病理学 免疫学 组织胚胎学 临床医学 寄生虫学 药物分析学 皮肤性病学 解剖学 医学影像学'.split(
    ' ',
  ),
);

/** Reads `法律`, `教育_化学`, `医疗/护理学`, and names of sheets such as `护理学690题`. */
export function subjectOf(name: string): Subject {
  const plain = name.trim().replace(/\d+题$/, '');
  const [domain = plain, ...inner] = medicine.has(plain) ? ['医疗', plain] : plain.split(/[_/]/);
  return { domain, group: [domain, ...inner].join('/') };
}
