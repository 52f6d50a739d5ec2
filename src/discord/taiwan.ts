import type { ConverterFunction } from 'opencc-js/core'

/** Simplified Chinese as Taiwan reads it. */
export interface Taiwan {
  /** A text of the library. */
  text: ConverterFunction
  /** A text of ours, in Discord's own words for Taiwan: 設定, 訊息, 檢視. */
  screen: ConverterFunction
}

let taiwan: Promise<Taiwan> | undefined

/**
 * OpenCC's characters, and the words below. OpenCC's own words for Taiwan (`twp`) are those of programmers: they make
 * 循環經濟 a loop and 設備更新 a device. The tables take 0.1 s, so only those who need them wait for them.
 */
export function loadTaiwan(): Promise<Taiwan> {
  taiwan ??= load()
  return taiwan
}

async function load(): Promise<Taiwan> {
  const [{ ConverterFactory }, phrases, characters, variants] = await Promise.all([
    import('opencc-js/core'),
    import('opencc-js/dict/STPhrases'),
    import('opencc-js/dict/STCharacters'),
    import('opencc-js/dict/TWVariants'),
  ])
  const words = pairsOf(CHARACTERS + WORDS)
  const text = ConverterFactory([phrases.default, characters.default], [variants.default], [words])
  const toScreen = ConverterFactory([pairsOf(SCREEN_WORDS)])
  return { text, screen: (simplified) => toScreen(text(simplified)) }
}

/** `a→b c` as pairs: a becomes b, and c stays as it is although a part of it would be changed. */
function pairsOf(words: string): [string, string][] {
  return words
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [from = '', to = from] = entry.split('→')
      return [from, to]
    })
}

// In all three the first place that fits counts, and there the longest entry.

/** Where OpenCC takes the wrong one of several characters, and where it has an older one than Taiwan's press. */
const CHARACTERS = `
制造→製造 限制造成 管制造成 控制造成 抑制造成 體制造成 機制造成 機制造就 製定→制定 定製定→定制定 定製度→定制度 定製約→定制約 定製裁→定制裁
規定製→規定制 握髮展→握發展 復雜→複雜 一齣→一出 一齣戲 一齣好戲 多采集→多採集 頻道里→頻道裡 伙伴→夥伴 瞭解→了解
，併→，並 ，併購 ，併入 ，併網 ，併吞 併兼職→並兼職 併兼顧→並兼顧
發布→發佈 公布→公佈 分布→分佈 頒布→頒佈 宣布→宣佈 計劃→計畫
平臺→平台 臺灣→台灣 臺北→台北 臺中→台中 臺南→台南 臺幣→台幣
`

/** Words of the mainland and what Taiwan says instead. Data is 資料, but figures and the terms of policy are 數據. */
const WORDS = `
數據→資料 大數據 數據要素 統計數據 這組數據 的數據：我國 元數據→詮釋資料 參數據 指數據
數字化→數位化 數字經濟→數位經濟 數字技術→數位技術 數字孿生→數位孿生 數字轉型→數位轉型 數字產業→數位產業
數字基礎→數位基礎 數字基建→數位基建 數字設施→數位設施 數字空間→數位空間 數字形態→數位形態 數字服務→數位服務
數字生態→數位生態 數字信息→數位資訊 數字資源→數位資源 數字資產→數位資產 數字鏡像→數位鏡像 數字雙胞胎→數位雙胞胎
數字技能→數位技能 數字素養→數位素養 數字人才→數位人才 數字平台→數位平台 數字貿易→數位貿易 數字金融→數位金融
數字貨幣→數位貨幣 數字人民幣→數位人民幣 數字政府→數位政府 數字治理→數位治理 數字鴻溝→數位落差 數字中國→數位中國
數字時代→數位時代 數字賦能→數位賦能 數字內容→數位內容 數字企業→數位企業 數字工廠→數位工廠 讓數字給→讓數位給 數字對經濟→數位對經濟

智能→智慧 信息→資訊 信息化部 信息息 軟件→軟體 硬件→硬體 芯片→晶片 傳感→感測 模塊→模組 接口→介面 直接口
集成電路→積體電路 集成→整合 匯集成 彙集成 收集成 採集成 聚集成
網絡→網路 互聯網→網際網路 移動互聯網→行動網路 物聯網 電網 官網 網上→網路上 帶寬→頻寬 服務器→伺服器
移動通信→行動通訊 通信→通訊 交通信號 交通信息→交通資訊 溝通信息→溝通資訊 流通信息→流通資訊
雲計算→雲端運算 邊緣計算→邊緣運算 量子計算→量子運算 計算能力→運算能力 計算機→電腦 操作系統→作業系統
算法→演算法 演算法 計算法 預算法 決算法 核算法 清算法 結算法 存儲→儲存 分佈式→分散式
實時→即時 落實時 現實時 確實時 其實時 事實時 真實時 遠程→遠端 仿真→模擬 模仿真 打印→列印 黑客→駭客
視頻→影片 視頻道 視頻率 視頻繁 激光→雷射 納米→奈米 機床→工具機 人機交互→人機互動 運維→維運 運維持 運維護
在線教育→線上教育 在線學習→線上學習 不在線→不在線上 不在線上 不在線性

質量→品質 物質量 質量守恆 水平→水準 水平線 水平方向 水平分工 水平整合 水平均 水平衡
個性化→個人化 定製→客製 定製造 反饋→回饋 優先級→優先順序 營銷→行銷 運營→營運 運營收
渠道→管道 渠道創新→通路創新 渠道沖突→通路衝突 渠道衝突→通路衝突 渠道建設→通路建設 買斷渠道→買斷通路
知識產權→智慧財產權 科技項目→科技專案 合作項目→合作專案 資金項目→資金專案 研項目→研專案
通過→透過 通過《 通過的《 通過考核 通過了 審議通過 表決通過 未通過 獲通過 通過率 交通過
“→「 ”→」 ‘→『 ’→』
`

/** What Taiwan reads on Discord and elsewhere on a screen; in a paper 設置 and 撤銷 would be right. */
const SCREEN_WORDS = `
設置→設定 默認→預設 導出→匯出 查找→查詢 查看→檢視 添加→新增 消息→訊息 發送→傳送 鏈接→連結 命令→指令 撤銷→復原
列表→清單 身份組→身分組 文件→檔案 置頂→釘選 公共討論串→公開討論串 創建→建立
`
