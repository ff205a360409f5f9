-- Who is nobody: what tills, tables and people write where there is no customer.

-- A name that stands for whoever comes: "Walk-in Customer", "Guest 2", "Consumidor final"; whatever
-- number a till gives to them, it is nobody's. A name that is only missing, such as "Unknown", is
-- not one: the number beside it may be somebody's.
create or replace macro is_stand_in(name) as
    coalesce(
        regexp_full_match(
            trim(regexp_replace(
                regexp_replace(
                    replace(lower(strip_accents(name)), 'ς', 'σ'), '[^\p{L}/]+', ' ', 'g'
                ),
                ' +', ' ', 'g'
            )),
            -- English
            '(the )?walk ?ins?( customer| client| guest| sale)?s?|guests?( customer| user'
            || '| checkout)?'
            || '|(cash|counter|retail|general|default|no|anonymous|unknown|unnamed|casual|misc'
            || '|miscellaneous|various|one time|over the counter|dummy) '
            || '(sales?|customers?|clients?|guests?|buyers?|shoppers?)|over the counter'
            || '|general public'
            || '|anonymous|passer ?by|customers?|clients?|shopper'
            -- Spanish, Portuguese
            || '|consumidor(a)? final|(publico|cliente) (en )?general|publico|clientes? varios'
            || '|clientes? (de )?(paso|mostrador|ocasional|generico|final|anonimo|contado'
            || '|eventual|casual'
            || '|sin nombre|padrao|balcao|diversos?|avulso|no identificado|nao identificado)'
            || '|(sin|sem) cliente|(venta|ventas) (de )?mostrador'
            || '|venda (de )?balcao|anonimo|invitado|convidado'
            -- French, Italian
            || '|clients? (de )?(passage|comptoir|divers|anonyme|inconnu|occasionnel|par defaut)'
            || '|passage|comptoir|vente (au )?comptoir|invite|anonyme'
            || '|cliente (di passaggio|occasionale|generico|anonimo|banco|al banco|sconosciuto)'
            || '|clienti vari|vendita al banco|anonimo|ospite'
            -- German, Dutch
            || '|laufkund(e|en|in|schaft)|bar(kunde|kunden|verkauf)|thekenverkauf|theken?kunde'
            || '|(diverse|anonyme|unbekannte)r? kund(e|en)|gast|gaeste|gaste'
            || '|standard ?kunde|sammelkunde|tageskunde|kassenkunde|einmalkunde'
            || '|onbekend(e klant)?|(losse|contante|anonieme|diverse) (klant|klanten|verkoop)'
            || '|passant(en)?'
            || '|balie(klant|verkoop)|kassaklant|gast(klant)?'
            -- Nordic
            || '|(kontant|tillfallig|okand|drop ?in) ?(kund|salg|kunde)|kontant(kund|kunde'
            || '|salg|salj)'
            || '|gaest|gjest|gast|kateis(asiakas|myynti)|satunnainen asiakas|vieras'
            -- Polish, Czech, Hungarian, Romanian, Turkish
            || '|klient (detaliczny|anonimowy|indywidualny|gotowkowy|z ulicy|nieznany'
            || '|paragonowy|kasowy)'
            || '|(sprzedaz )?(detaliczna|paragonowa)|gosc|anonimowy'
            || '|anonymni( zakaznik)?|host|neznamy zakaznik|hotovostni zakaznik'
            || '|zakaznik na prodejne'
            || '|vendeg|alkalmi vevo|kiskereskedelmi vevo|client (ocazional|anonim|final)'
            || '|oaspete|(perakende|pesin|genel|muhtelif|anonim|bilinmeyen) (musteri(ler)?|satis)'
            || '|misafir|nihai tuketici|muhtelif musteriler'
            -- Russian, Ukrainian, Greek
            || '|розничныи (покупатель|клиент)|розничныи|частное лицо|физ ?лицо|физическое лицо'
            || '|(неизвестныи|анонимныи|случаиныи) (покупатель|клиент|гость)|гость|аноним'
            || '|роздрібнии (покупець|клієнт)|гість|покупатель|покупець'
            || '|(πελατησ )?λιανικησ?|πελατησ λιανικησ|λιανικη( πωληση)?|επισκεπτησ'
            -- Arabic, Hebrew, Persian
            || '|(زبون|عميل|عملاء) (نقدي|عام|عابر|نقديون)|زائر|ضيف|(عميل|زبون)|بيع نقدي'
            || '|לקוח (מזדמן|כללי|מזומן)|אורח|אנונימי|(مشتری|مشتري) (متفرقه|گذری|نقدی|عمومی)|مهمان'
            -- Indonesian, Malay, Vietnamese, Thai, Hindi
            || '|(pelanggan|pembeli) (umum|tunai)|umum|tunai|tamu|pelanggan|khach (le'
            || '|vang lai|hang le)'
            || '|ลกคาทวไป|ลูกค้าทั่วไป|ลูกค้าเงินสด|नकद ग्राहक|अतिथि'
        )
        or regexp_full_match(
            regexp_replace(lower(trim(name)), '[\s\d#＃()（）-]+', '', 'g'),
            -- Japanese, Korean, Chinese: as they are written, for there are no accents to take off.
            'ゲスト|一般客|一般(の)?お客様|非会員|匿名|名無し|通りすがり|現金客|フリー客|お客様'
            || '|비회원|손님|일반(고객|손님)|현금고객|익명|게스트|비회원고객'
            || '|散客|匿名|游客|訪客|访客|现金客户|現金客戶|普通(顾客|顧客|客户)|零售(客户|客戶|顾客)'
            || '|过路客|路人|非会员|非會員|默认客户|門市客|现场客人|散客户'
        ),
        false
    );

-- What tables write where there is no number: NULL, N/A, 0, -; and a number that a spreadsheet has
-- rounded, which many customers share then: 9.78E+12, 9780000000000.
create or replace macro is_no_id(id) as
    coalesce(
        regexp_full_match(
            lower(trim(id)),
            '|["''<(\[]*(null|none|nan|nil|n\.?/?a\.?|undefined|unknown|empty|blank|missing|false)'
            || '["''>)\]]*|#?(n/a|null!?|value!?|ref!?|name\??)|[-–—_.?*x/#]+|0+([.,]0+)?'
            || '|[+-]?\d([.,]\d+)?e\+?\d+'
        )
        -- Ten digits are still counted one by one.
        or (length(trim(id)) > 10 and regexp_full_match(trim(id), '[1-9]\d{0,6}0{6,}')),
        false
    );

-- An e-mail address that reaches nobody, written where the till wants one.
create or replace macro is_no_email(email) as
    coalesce(
        regexp_full_match(
            lower(trim(email)),
            '(none|null|nan|nil|na|n\.a\.?|n/a|no|no[._-]?(e?mail|reply|address)'
            || '|do[._-]?not[._-]?reply'
            || '|deleted|removed|anonym(ous|ized)?|unknown|walk[._-]?in|guest|dummy|placeholder'
            || '|nobody|noone|keine|sans|sin|ninguno|nessuno|geen|brak)(\+.*|[._-]?\d*)?@.*'
            || '|.*@(.*\.)?(invalid|local|localhost|test)'
            || '|.*@(.*\.)?(none|null|no-?e?mail|no-?reply|placeholder|dummy|deleted'
            || '|noemail)\.[a-z.]+'
        ),
        false
    );

-- Digits that are nobody's phone: one digit all along, or up and down the keys.
create or replace macro is_no_phone(digits) as
    coalesce(
        length(digits) >= 6
        and (
            right(digits, 9) = repeat(right(digits, 1), 9)
            or digits = repeat(right(digits, 1), length(digits))
            or contains('01234567890123456789', ltrim(digits, '+'))
            or contains('98765432109876543210', ltrim(digits, '+'))
            or regexp_full_match(digits, '0+')
        ),
        false
    );

-- What tells one customer from others within one file, or nothing where it is nobody.
create or replace macro somebody(name, id, email, phone, card) as
    case
        when not is_stand_in(name)
            then coalesce(
                case when not is_no_id(id) then id end,
                case when not is_no_email(email) then lower(trim(email)) end,
                phone,
                case when not is_no_id(card) then card end,
                name
            )
    end;
