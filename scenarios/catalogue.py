"""The catalogue of the generated shops: operations with flat-rate times, and group jobs.

Codes, times and part numbers are our own assumptions of what a dealership's catalogue looks like; no
manufacturer's list was used.
"""

from __future__ import annotations

from optimizer.workshop import GroupJob, Operation, PartNeed, Stretch

LIFT = "STANDARD_LIFT"
HEAVY = "HEAVY_DUTY_LIFT"
QUICK = "QUICK_LUBE"
RACK = "ALIGNMENT_RACK"
TESTER = "DIAGNOSTIC_STATION"
EV_PLACE = "EV_DIAGNOSTIC"
BODY_PLACE = "BODY_AND_FRAME"
ADAS = "ADAS_CALIBRATION"

CATEGORIES = (
    "maintenance",
    "express",
    "brakes_chassis",
    "tyres",
    "alignment",
    "electrical",
    "climate",
    "powertrain",
    "diagnosis",
    "ev",
    "body",
)
SKILLS = ("general", "express", "electrical", "powertrain", "alignment", "diagnosis", "ev", "body")


def _op(
    code: str,
    name: str,
    category: str,
    frt: float,
    *,
    skill: str = "general",
    bay: str | None = LIFT,
    parts: str = "",
    crew: int = 1,
    stretch: Stretch = Stretch.BREAKS,
) -> Operation:
    return Operation(
        operation_code=code,
        name=name,
        category=category,
        frt_hours=frt,
        skill=skill,
        bay_capability=bay,
        crew=crew,
        stretch=stretch,
        parts=tuple(_need(part) for part in parts.split()),
    )


def _need(text: str) -> PartNeed:
    number, _, quantity = text.partition("*")
    return PartNeed(part_number=number, quantity=int(quantity or 1))


def _express(code: str, name: str, frt: float, parts: str) -> Operation:
    return _op(code, name, "express", frt, skill="express", bay=QUICK, parts=parts, crew=2, stretch=Stretch.NONE)


def _diagnosis(code: str, name: str, frt: float, skill: str, bay: str | None) -> Operation:
    return Operation(
        operation_code=code,
        name=name,
        category="ev" if skill == "ev" else "diagnosis",
        frt_hours=frt,
        skill=skill,
        bay_capability=bay,
        is_diagnosis=True,
    )


def _sublet(code: str, name: str, hours: float) -> Operation:
    return Operation(
        operation_code=code,
        name=name,
        category="body",
        frt_hours=hours,
        sublet_hours=hours,
        stretch=Stretch.OVERNIGHT,
    )


_NIGHT = Stretch.OVERNIGHT

OPERATIONS: tuple[Operation, ...] = (
    _express("EX05", "5,000 km express service 5千公里快保", 0.9, "OIL-FILTER"),
    _express("EX10", "10,000 km express service 1万公里快保", 1.1, "OIL-FILTER CABIN-FILTER"),
    _express("EX20", "20,000 km express service 2万公里快保", 1.5, "OIL-FILTER AIR-FILTER CABIN-FILTER"),
    _op("MA01", "First free service 首保", "maintenance", 0.8, parts="OIL-FILTER"),
    _op("MA02", "Pre-delivery inspection 新车交付检查", "maintenance", 1.5),
    _op("MA10", "Engine oil and filter 机油机滤", "maintenance", 0.5, parts="OIL-FILTER"),
    _op("MA11", "Air and cabin filters 空气滤清器", "maintenance", 0.4, parts="AIR-FILTER CABIN-FILTER"),
    _op("MA12", "60-point check 60项检查", "maintenance", 0.6),
    _op("MA13", "Brake fluid 制动液", "maintenance", 0.6, parts="BRAKE-FLUID"),
    _op("MA14", "Coolant 冷却液", "maintenance", 0.8, parts="COOLANT"),
    _op("MA15", "Spark plugs 火花塞", "maintenance", 0.9, parts="SPARK-PLUG*4"),
    _op("MA16", "Transmission fluid 变速箱油", "maintenance", 1.2, parts="ATF"),
    _op("MA17", "Battery check and change 蓄电池", "maintenance", 0.4, bay=None, parts="BATTERY-12V"),
    _op("MA18", "Air-conditioning cleaning 空调清洗", "climate", 0.6, bay=None, parts="CABIN-FILTER"),
    _op("TY10", "Four tyres 更换四条轮胎", "tyres", 1.2, parts="TYRE*4"),
    _op("TY20", "Tyre rotation and balance 轮胎换位动平衡", "tyres", 0.8),
    _op("BR10", "Front brake pads 前刹车片", "brakes_chassis", 1.0, parts="PADS-FRONT"),
    _op("BR20", "Brake discs and pads 刹车盘片", "brakes_chassis", 2.3, parts="DISCS PADS-FRONT PADS-REAR"),
    _op("CH10", "Shock absorbers 减震器", "brakes_chassis", 2.2, parts="SHOCK*2"),
    _op("CH20", "Control arm 控制臂", "brakes_chassis", 1.8, parts="CONTROL-ARM"),
    _op("CH30", "Wheel bearing 轮毂轴承", "brakes_chassis", 1.6, parts="BEARING"),
    _op("AL10", "Four-wheel alignment 四轮定位", "alignment", 1.0, skill="alignment", bay=RACK),
    _op("AL20", "Driver-assistance calibration 驾驶辅助标定", "alignment", 1.5, skill="alignment", bay=ADAS),
    _op("EL10", "Alternator 发电机", "electrical", 1.6, skill="electrical", parts="ALTERNATOR"),
    _op("EL20", "Wiring repair 线束维修", "electrical", 2.4, skill="electrical"),
    _op("EL30", "Infotainment update 车机升级", "electrical", 0.8, skill="electrical", bay=None),
    _op("EL40", "Window lifter 玻璃升降器", "electrical", 1.4, skill="electrical", parts="WINDOW-LIFTER"),
    _op("AC10", "Air-conditioning compressor 空调压缩机", "climate", 2.8, parts="AC-COMPRESSOR"),
    _op("AC20", "Air-conditioning refill 加注冷媒", "climate", 1.0),
    _op("PT10", "Timing belt and water pump 正时皮带水泵", "powertrain", 3.4, skill="powertrain", parts="BELT-KIT"),
    _op("PT20", "Clutch 离合器", "powertrain", 4.6, skill="powertrain", bay=HEAVY, parts="CLUTCH", stretch=_NIGHT),
    _op("PT30", "Turbocharger 涡轮增压器", "powertrain", 3.8, skill="powertrain", parts="TURBO", stretch=_NIGHT),
    _op("PT40", "Injectors 喷油嘴", "powertrain", 2.6, skill="powertrain", parts="INJECTOR*4"),
    _op("PT50", "Gearbox control unit 变速箱机电单元", "powertrain", 5.5, skill="powertrain", bay=HEAVY,
        parts="MECHATRONIC", stretch=_NIGHT),
    _op("PT60", "Gearbox overhaul 变速箱大修", "powertrain", 10.0, skill="powertrain", bay=HEAVY,
        parts="GEARBOX-KIT", crew=2, stretch=_NIGHT),
    _op("PT70", "Engine overhaul 发动机大修", "powertrain", 16.0, skill="powertrain", bay=HEAVY,
        parts="ENGINE-KIT", crew=2, stretch=_NIGHT),
    _op("EV20", "High-voltage coolant 高压冷却液", "ev", 1.2, skill="ev", bay=EV_PLACE, parts="COOLANT"),
    _op("EV30", "On-board charger 车载充电机", "ev", 2.6, skill="ev", bay=EV_PLACE, parts="OBC"),
    _op("EV40", "Battery module 动力电池模组", "ev", 6.0, skill="ev", bay=EV_PLACE, parts="HV-MODULE",
        stretch=_NIGHT),
    _op("BO10", "Dent repair 钣金修复", "body", 2.5, skill="body", bay=BODY_PLACE),
    _op("BO20", "Bumper change 更换保险杠", "body", 1.8, skill="body", bay=BODY_PLACE, parts="BUMPER"),
    _op("WR10", "Recall: airbag inflator 召回 气囊", "electrical", 1.0, parts="W-INFLATOR"),
    _op("WR20", "Warranty: fuel pump 保修 燃油泵", "powertrain", 1.8, parts="W-FUEL-PUMP"),
    _op("WR30", "Warranty: control unit 保修 控制单元", "electrical", 1.2, skill="electrical", parts="W-ECU"),
    _diagnosis("DI10", "Engine lamp diagnosis 发动机故障诊断", 0.8, "diagnosis", TESTER),
    _diagnosis("DI20", "Electrical diagnosis 电气故障诊断", 1.0, "diagnosis", TESTER),
    _diagnosis("DI30", "Noise and road test 异响路试", 0.7, "general", None),
    _diagnosis("DI40", "High-voltage diagnosis 高压系统诊断", 1.0, "ev", EV_PLACE),
    _sublet("SU10", "Windscreen (sublet) 外协 挡风玻璃", 3.0),
    _sublet("SU20", "Bumper paint (sublet) 外协 保险杠喷漆", 20.0),
    _sublet("SU30", "Side paint (sublet) 外协 车身喷漆", 26.0),
)  # fmt: skip

GROUP_JOBS: tuple[GroupJob, ...] = (
    GroupJob(group_code="G20", name="20,000 km service 2万公里保养", operation_codes=("MA10", "MA11", "MA12")),
    GroupJob(
        group_code="G40",
        name="40,000 km service 4万公里保养",
        operation_codes=("MA10", "MA11", "MA13", "MA12"),
    ),
    GroupJob(
        group_code="G60",
        name="60,000 km service 6万公里保养",
        operation_codes=("MA10", "MA15", "MA14", "MA12"),
    ),
    GroupJob(
        group_code="G80",
        name="80,000 km service 8万公里保养",
        operation_codes=("MA10", "MA11", "MA15", "MA16", "MA12"),
    ),
    GroupJob(group_code="GSE", name="Seasonal check 换季检查", operation_codes=("MA17", "MA18", "MA12")),
)

WARRANTY_CODES = frozenset({"WR10", "WR20", "WR30"})
