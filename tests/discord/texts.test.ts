import { describe, expect, test } from 'vitest'
import { enUS } from '../../src/discord/locales/en-US.ts'
import { zhCN } from '../../src/discord/locales/zh-CN.ts'
import { loadTaiwan } from '../../src/discord/taiwan.ts'
import { loadTexts, toTaiwanCatalogue } from '../../src/discord/texts.ts'

/** Every text of a catalogue by its dotted path. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node ?? {}).flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key))
}

/** The names of the values that a text takes, e.g. `paper` for `{{paper}}`. */
function valuesOf(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+/g))].sort()
}

describe('the catalogues', () => {
  test.each([
    ['en-US', async () => enUS],
    ['zh-TW', toTaiwanCatalogue],
  ])('%s takes the same values as zh-CN in every text', async (_, load) => {
    const theirs = new Map(textsOf(await load()))
    const compared = textsOf(zhCN).map(([key]) => [key, valuesOf(theirs.get(key) ?? 'missing')])
    expect(compared).toEqual(textsOf(zhCN).map(([key, text]) => [key, valuesOf(text)]))
  })

  test('English has nouns in the singular and in the plural', async () => {
    const { t } = await (await loadTexts()).reader('en-GB')
    expect(t('summary.points', { count: 1 })).toBe('1 key point')
    expect(t('summary.points', { count: 28 })).toBe('28 key points')
    expect(t('daily.stock', { days: 1, questions: 2 })).toBe('Enough for 1 more post (2 questions not asked yet)')
  })

  test('a value that looks like a text of ours stays as it is', async () => {
    const { t } = await (await loadTexts()).reader('en-US')
    const title = '$t(help.title) {{points}} $&'
    expect(t('paper.published', { title, id: 'p1', points: 1 })).toContain(`"${title}"`)
  })
})

describe('Chinese as Taiwan reads it', () => {
  test.each([
    // what OpenCC's words of programmers get wrong in texts on economics
    ['循环经济', '循環經濟'],
    ['习近平总书记强调制造业要走向高端', '習近平總書記強調製造業要走向高端'],
    ['推动制造业高端化', '推動製造業高端化'],
    ['大规模设备更新', '大規模設備更新'],
    ['发布、公布与分布', '發佈、公佈與分佈'],
    ['数据权限', '資料權限'],
    ['当时不在线', '當時不在線上'],
    ['产业集群', '產業集群'],
    ['抓住“时间窗口”', '抓住「時間窗口」'],
    ['加快改造进程，提高运行效率', '加快改造進程，提高運行效率'],
    ['扩展参数', '擴展參數'],
    ['虚拟映射与数字镜像', '虛擬映射與數位鏡像'],
    ['产业体系的全局中', '產業體系的全局中'],
    ['线性联系', '線性聯繫'],
    ['小批量、多品种', '小批量、多品種'],
    ['统筹调度', '統籌調度'],
    ['支持优化资源配置', '支持優化資源配置'],
    ['直接申报高级职称', '直接申報高級職稱'],
    ['劳动资料和劳动对象', '勞動資料和勞動對象'],
    ['落实时需要政府、企业共同出力', '落實時需要政府、企業共同出力'],
    ['存在线性关系', '存在線性關係'],
    // words of Taiwan
    ['服务器与网络的数据', '伺服器與網路的資料'],
    ['工业互联网、移动互联网和物联网', '工業網際網路、行動網路和物聯網'],
    ['大数据与数据要素', '大數據與數據要素'],
    ['软件、硬件和芯片', '軟體、硬體和晶片'],
    ['人工智能与智能制造', '人工智慧與智慧製造'],
    ['新一代信息技术', '新一代資訊技術'],
    ['工业和信息化部', '工業和信息化部'],
    ['数字孪生、数字化、数字经济、数字技术', '數位孿生、數位化、數位經濟、數位技術'],
    ['数字相同', '數字相同'],
    ['高质量发展', '高品質發展'],
    ['新质生产力', '新質生產力'],
    ['高水平人才与水平分工', '高水準人才與水平分工'],
    ['云计算与边缘计算', '雲端運算與邊緣運算'],
    ['传感器实时监控', '感測器即時監控'],
    ['融资渠道，渠道冲突', '融資管道，通路衝突'],
    ['个性化定制', '個人化客製'],
    ['高质量地界定制造业', '高品質地界定製造業'],
    ['通过培训提高技能', '透過培訓提高技能'],
    ['三中全会通过《决定》', '三中全會通過《決定》'],
    ['计划在台湾的平台上', '計畫在台灣的平台上'],
    ['知识产权', '智慧財產權'],
    ['“引号‘里面’”', '「引號『裡面』」'],
    // one character of Simplified Chinese for several
    ['传统制造与革新制造', '傳統製造與革新製造'],
    ['重新制定规则', '重新制定規則'],
    ['把握发展规律', '把握發展規律'],
    ['更复杂的关系', '更複雜的關係'],
    ['单一出口、统一出资', '單一出口、統一出資'],
    ['尽量多采集信息', '儘量多採集資訊'],
    ['降低成本，并为企业服务', '降低成本，並為企業服務'],
    ['任教并兼职', '任教並兼職'],
    ['兼并重组', '兼併重組'],
    ['合作伙伴', '合作夥伴'],
    ['在频道里使用', '在頻道裡使用'],
    // what only looks like a word of the lists
    ['限制造成的损失', '限制造成的損失'],
    ['稳定制度，决定制约因素', '穩定制度，決定制約因素'],
    ['企业扩张，并购同行', '企業擴張，併購同行'],
    ['预算法与计算法则', '預算法與計算法則'],
    ['收集成果，汇集成册', '收集成果，彙集成冊'],
    ['交通信号与交通信息', '交通信號與交通資訊'],
    ['与群众相信息息相关', '與群眾相信息息相關'],
    ['用水平均', '用水平均'],
    ['模仿真品', '模仿真品'],
    ['设置专项资金，撤销处罚', '設置專項資金，撤銷處罰'],
  ])('%s becomes %s', async (simplified, taiwan) => {
    const { text } = await loadTaiwan()
    expect(text(simplified)).toBe(taiwan)
  })

  test.each([
    ['查看频道、发送消息、嵌入链接、读取消息历史', '檢視頻道、傳送訊息、嵌入連結、讀取訊息歷史'],
    ['设置、默认、导出、查找、添加、撤销、列表', '設定、預設、匯出、查詢、新增、復原、清單'],
    ['管理身份组', '管理身分組'],
    ['重新输入命令', '重新輸入指令'],
    ['一个 Markdown 文件', '一個 Markdown 檔案'],
  ])('on a screen, %s becomes %s', async (simplified, taiwan) => {
    const { screen } = await loadTaiwan()
    expect(screen(simplified)).toBe(taiwan)
  })

  test('a figure is 數據, though data is 資料', async () => {
    expect((await toTaiwanCatalogue()).kinds.figure).toBe('數據')
  })
})
